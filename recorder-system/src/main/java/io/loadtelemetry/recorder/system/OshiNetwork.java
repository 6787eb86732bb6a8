package io.loadtelemetry.recorder.system;

import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/** The counters of systems other than Linux. The interfaces are listed anew about once a minute. */
final class OshiNetwork implements InterfaceCounters {

    private static final int READS_PER_LISTING = 30;

    private final HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
    private List<NetworkIF> interfaces = List.of();
    private int reads;

    @Override
    public void read(Visitor visitor) {
        boolean list = reads++ % READS_PER_LISTING == 0;
        if (list) {
            // Without "true" loopback is left out.
            interfaces = hardware.getNetworkIFs(true);
        }
        for (NetworkIF each : interfaces) {
            if (list || each.updateAttributes()) {
                visitor.see(each.getName(), each.getBytesRecv(), each.getBytesSent());
            }
        }
    }
}
