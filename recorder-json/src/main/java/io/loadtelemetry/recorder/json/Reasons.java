package io.loadtelemetry.recorder.json;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file could not be used: the JDK's exceptions often have nothing but the path as their message. */
final class Reasons {

    private Reasons() {}

    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied" + at(e);
        }
        if (e instanceof FileAlreadyExistsException) {
            return "something that is no folder is in the way" + at(e);
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder" + at(e);
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + at(e);
        }
        String message = e.getMessage();
        if (message == null) {
            return e.getClass().getSimpleName();
        }
        // "/a/b (Permission denied)"
        int reason = message.lastIndexOf('(');
        return e instanceof FileNotFoundException && reason >= 0 && message.endsWith(")")
                ? message.substring(reason + 1, message.length() - 1)
                : message;
    }

    private static String at(IOException e) {
        String file = ((FileSystemException) e).getFile();
        return file == null ? "" : " at " + file;
    }
}
