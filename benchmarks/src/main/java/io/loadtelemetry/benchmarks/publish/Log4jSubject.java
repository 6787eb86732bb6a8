package io.loadtelemetry.benchmarks.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A JSON line per request by Log4j 2 with asynchronous loggers and its JSON template layout, discarding when full. */
final class Log4jSubject implements Subject {

    private final Path folder;
    private final Logger logger;

    Log4jSubject() throws IOException {
        folder = Files.createTempDirectory("benchmark");
        Path configuration = folder.resolve("log4j2.xml");
        Files.writeString(
                configuration,
                "<Configuration><Appenders><RandomAccessFile name=\"F\" immediateFlush=\"false\" fileName=\""
                        + folder.resolve("requests.json")
                        + "\"><JsonTemplateLayout eventTemplate='{\"t\":{\"$resolver\":\"timestamp\",\"epoch\":{\"unit\":\"nanos\"}},"
                        + "\"m\":{\"$resolver\":\"message\",\"stringified\":true}}'/></RandomAccessFile></Appenders>"
                        + "<Loggers><Root level=\"info\"><AppenderRef ref=\"F\"/></Root></Loggers></Configuration>");
        System.setProperty("log4j2.configurationFile", configuration.toUri().toString());
        System.setProperty("log4j2.contextSelector", "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
        System.setProperty("log4j2.asyncQueueFullPolicy", "Discard");
        System.setProperty("log4j2.discardThreshold", "INFO");
        System.setProperty("log4j2.asyncLoggerRingBufferSize", Integer.toString(Polled.CAPACITY));
        System.setProperty("log4j2.enableThreadlocals", "true");
        logger = LogManager.getLogger("requests");
    }

    @Override
    public void publish(long start, long end) {
        logger.info("{} {} {} {} {}", "GET", "/cart", 200, end - start, 512);
    }

    @Override
    public void close() throws IOException {
        LogManager.shutdown();
        Files.deleteIfExists(folder.resolve("requests.json"));
        Files.deleteIfExists(folder.resolve("log4j2.xml"));
        Files.deleteIfExists(folder);
    }
}
