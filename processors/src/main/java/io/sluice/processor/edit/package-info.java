/**
 * How processors that change records in place do it: in one walk over a batch's bytes and one rewrite, neighbours together.
 *
 * <pre>
 *   EditProcessor  EditProcessor        one RecordEditor of each per worker
 *          \          /
 *           EditStage                   begin; for each message that somebody wants, in order, all editors; end
 *               |
 *           RecordWalk                  EditedMessage (its texts, body) - AttributeTable
 *               |
 *           Rewrite                     what was passed, and edits in their places
 * </pre>
 *
 * <p>A batch that nobody changes is handed on as the same payload. A batch on which an editor fails is rejected for good: never handed on
 * half edited.
 *
 * <p>Threads: everything belongs to one worker. Nothing is allocated for a record once arrays have grown.
 */
@NullMarked
package io.sluice.processor.edit;

import org.jspecify.annotations.NullMarked;
