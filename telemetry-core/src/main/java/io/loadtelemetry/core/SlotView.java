package io.loadtelemetry.core;

/** A window on a lane's copy of the slots, moved from one to the next: what a recorder sees without any allocation. */
abstract class SlotView {

    private final long[] words;
    private int offset;

    SlotView(long[] words) {
        this.words = words;
    }

    final void moveTo(int newOffset) {
        offset = newOffset;
    }

    final long word(int index) {
        return words[offset + index];
    }

    /** The index of the endpoint or the scenario. */
    final int subject() {
        return Slot.lower(word(Slot.SUBJECT));
    }

    /** When it started. */
    public long start() {
        return word(Slot.START);
    }

    /** When it was over; a load tool's end before its start counts as a duration of 0. */
    public long end() {
        return Math.max(word(Slot.START), word(Slot.END));
    }
}
