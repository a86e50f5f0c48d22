/** What stands between processes on a network: a balancer. */
@NullMarked
package io.sluice.testkit.net;

import org.jspecify.annotations.NullMarked;
