package io.loadtelemetry.recorder.system;

/** A probe with a name for the user, that turns what it throws into a warning. */
final class NamedProbe {

    private final String name;
    private final Probe probe;

    NamedProbe(String name, Probe probe) {
        this.name = name;
        this.probe = probe;
    }

    /**
     * Reads; never throws.
     *
     * @return whether there is any sense in reading it again
     */
    boolean read(Output output) {
        try {
            probe.read(output);
            return true;
        } catch (LinkageError e) {
            output.warn(name, name + " is no longer measured: " + e);
            return false;
        } catch (Throwable e) {
            output.warn(name, name + " could not be measured this time: " + e);
            return true;
        }
    }
}
