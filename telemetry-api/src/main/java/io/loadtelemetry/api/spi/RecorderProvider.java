package io.loadtelemetry.api.spi;

/**
 * Makes a recorder known. {@link java.util.ServiceLoader} finds it: name the class in {@code
 * META-INF/services/io.loadtelemetry.api.spi.RecorderProvider}, and in {@code provides} where there is a module
 * descriptor. Every provider found takes part in the run, unless {@code telemetry.recorders} selects.
 *
 * <ul>
 *   <li>It <b>must</b> be public and have a public constructor without parameters that does nothing slow.
 *   <li>Its {@link #id()} <b>must</b> match {@code [a-z][a-z0-9-]{0,31}} and be the same at every call; two recorders
 *       with one id in a run are an error, and {@code statistics} is taken.
 *   <li>{@link #create} <b>must not</b> change anything outside (open a file, start a thread) that it does not undo when
 *       it throws.
 *   <li>It <b>should</b> declare every key it reads in {@link #keys()}: an undeclared one is an error for the user.
 * </ul>
 */
public interface RecorderProvider extends Plugin {

    /**
     * Creates the recorder. Called on the thread that starts the run.
     *
     * @param context what the recorder can ask for
     * @return a recorder for this run only
     * @throws io.loadtelemetry.api.ConfigurationException if its configuration is wrong: the run does not start
     * @throws Exception anything else: the recorder is left out with a warning, or the run does not start where the
     *     recorder was selected by name
     */
    Recorder create(RecorderContext context) throws Exception;
}
