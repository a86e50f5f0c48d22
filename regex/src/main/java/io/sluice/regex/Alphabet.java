package io.sluice.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The code points in classes, so that no set of an expression tells two members of a class apart. What engines step on are numbers of
 * classes. Immutable.
 */
final class Alphabet {

    private static final int PAGE = 256;

    private final int size;
    private final int[] samples; // a member of each class
    private final char[] ascii = new char[128];
    private final int beyond; // the class of all that is not ASCII, -1 if there are several
    private final char[] pageOf;
    private final char[] pages;

    /** @param looks whether letters of words and new lines must be told apart from others */
    Alphabet(Iterable<CharSet> sets, boolean looks) {
        List<CharSet> all = new ArrayList<>();
        sets.forEach(all::add);
        if (looks) {
            all.add(CharSet.WORD);
            all.add(CharSet.NEWLINE);
        }
        int[] cuts = cuts(all);
        int[] classOf = new int[cuts.length];
        int classes = 1;
        for (CharSet set : all) {
            classes = refine(classOf, classes, cuts, set);
        }
        size = renumber(classOf);
        samples = new int[size];
        for (int i = cuts.length - 1; i >= 0; i--) {
            samples[classOf[i]] = cuts[i];
        }
        for (int c = 0; c < 128; c++) {
            ascii[c] = (char) classOf[interval(cuts, c)];
        }
        int first = interval(cuts, 0x80);
        boolean uniform =
                Arrays.stream(classOf, first, classOf.length).distinct().count() == 1;
        beyond = uniform ? classOf[first] : -1;
        pageOf = uniform ? new char[0] : new char[(CharSet.MAX + 1) / PAGE];
        pages = uniform ? new char[0] : pages(cuts, classOf);
    }

    /** Where intervals begin within which no set changes. */
    private static int[] cuts(List<CharSet> sets) {
        List<Integer> cuts = new ArrayList<>(List.of(0, 0x80));
        for (CharSet set : sets) {
            for (int i = 0; i < set.ranges(); i++) {
                cuts.add(set.low(i));
                cuts.add(set.high(i) + 1);
            }
        }
        return cuts.stream()
                .mapToInt(Integer::intValue)
                .filter(c -> c <= CharSet.MAX)
                .sorted()
                .distinct()
                .toArray();
    }

    private static int interval(int[] cuts, int c) {
        int place = Arrays.binarySearch(cuts, c);
        return place >= 0 ? place : ~place - 1;
    }

    /** Gives the part of each class that is in a set a number of its own; the lowest number that is still free. */
    private static int refine(int[] classOf, int classes, int[] cuts, CharSet set) {
        Map<Integer, Integer> moved = new HashMap<>();
        for (int range = 0; range < set.ranges(); range++) {
            int i = interval(cuts, set.low(range));
            for (; i < cuts.length && cuts[i] <= set.high(range); i++) {
                Integer number = moved.putIfAbsent(classOf[i], classes + moved.size());
                classOf[i] = number == null ? classes + moved.size() - 1 : number;
            }
        }
        return classes + moved.size();
    }

    /** Renumbers classes so that none is empty; how many there are. */
    private static int renumber(int[] classOf) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int i = 0; i < classOf.length; i++) {
            Integer number = numbers.putIfAbsent(classOf[i], numbers.size());
            classOf[i] = number == null ? numbers.size() - 1 : number;
        }
        return numbers.size();
    }

    private char[] pages(int[] cuts, int[] classOf) {
        Map<String, Integer> numbers = new HashMap<>();
        StringBuilder pagesInOrder = new StringBuilder();
        char[] page = new char[PAGE];
        int filled = -1; // the class that fills the page
        int number = -1; // of the page
        for (int first = 0; first <= CharSet.MAX; first += PAGE) {
            int interval = interval(cuts, first);
            boolean uniform = interval + 1 == cuts.length || cuts[interval + 1] >= first + PAGE;
            if (!uniform || filled != classOf[interval]) {
                filled = uniform ? classOf[interval] : -1;
                for (int c = 0; c < PAGE; c++) {
                    interval += interval + 1 < cuts.length && cuts[interval + 1] == first + c ? 1 : 0;
                    page[c] = (char) classOf[interval];
                }
                Integer known = numbers.putIfAbsent(new String(page), numbers.size());
                number = known == null ? numbers.size() - 1 : known;
                pagesInOrder.append(known == null ? new String(page) : "");
            }
            pageOf[first / PAGE] = (char) number;
        }
        return pagesInOrder.toString().toCharArray();
    }

    /** How many classes there are; the number stands for the end of the text. */
    int size() {
        return size;
    }

    /** Some member of a class. */
    int sample(int symbol) {
        return samples[symbol];
    }

    int classOf(int c) {
        if (c < 0x80) {
            return ascii[c];
        }
        return beyond >= 0 ? beyond : pages[pageOf[c / PAGE] * PAGE + c % PAGE];
    }

    /** The classes of ASCII, for loops that take these themselves. */
    char[] ascii() {
        return ascii;
    }
}
