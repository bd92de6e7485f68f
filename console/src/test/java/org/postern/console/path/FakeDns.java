package org.postern.console.path;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A name server on loopback that knows some records. It says nothing at all about names that begin with "silent". */
final class FakeDns implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int MX = 15;
    private static final int TXT = 16;
    private static final int TLSA = 52;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records = new HashMap<>();

    FakeDns() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::answerAll, "name server");
        thread.setDaemon(true);
        thread.start();
    }

    Dns asked() {
        return Dns.at(socket.getLocalPort());
    }

    /** One record of several strings. */
    FakeDns text(String name, String... strings) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String one : strings) {
            data.write(one.length());
            data.writeBytes(one.getBytes(StandardCharsets.US_ASCII));
        }
        return add(name, TXT, data.toByteArray());
    }

    FakeDns mailHost(String name, String host) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0, 10});
        for (String label : host.split("\\.", -1)) {
            data.write(label.length());
            data.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.write(0);
        return add(name, MX, data.toByteArray());
    }

    /** @param record in hexadecimal digits */
    FakeDns key(String name, String record) {
        return add(name, TLSA, HexFormat.of().parseHex(record.replace(" ", "")));
    }

    private synchronized FakeDns add(String name, int type, byte[] data) {
        records.computeIfAbsent(name + type, nothing -> new ArrayList<>()).add(data);
        return this;
    }

    private void answerAll() {
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[512], 512);
                socket.receive(question);
                byte[] octets = question.getData();
                StringBuilder name = new StringBuilder();
                int at = HEADER;
                for (; octets[at] != 0; at += octets[at] + 1) {
                    name.append(new String(octets, at + 1, octets[at], StandardCharsets.US_ASCII))
                            .append('.');
                }
                if (!name.toString().startsWith("silent")) {
                    byte[] answer = answer(octets, at + 5, name.toString(), octets[at + 2]);
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private synchronized byte[] answer(byte[] question, int end, String name, int type) throws IOException {
        List<byte[]> found = records.getOrDefault(name + type, List.of());
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream answer = new DataOutputStream(octets);
        answer.write(question, 0, 2);
        answer.writeShort(found.isEmpty() ? 0x8583 : 0x8580); // No such name, or an answer.
        answer.writeShort(1);
        answer.writeShort(found.size());
        answer.writeInt(0);
        answer.write(question, HEADER, end - HEADER);
        for (byte[] data : found) {
            answer.writeShort(0xc000 | HEADER);
            answer.writeShort(type);
            answer.writeShort(1);
            answer.writeInt(60);
            answer.writeShort(data.length);
            answer.write(data);
        }
        return octets.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
