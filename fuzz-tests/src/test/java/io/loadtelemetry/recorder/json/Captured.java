package io.loadtelemetry.recorder.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Keeps in memory what is written. */
final class Captured implements Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(LineBuffer lines) throws IOException {
        bytes.write(lines.array(), lines.offset(), lines.size());
        lines.clear();
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}

    /** All of it, which has to be valid UTF-8. */
    String text() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }
}
