package dev.onggi.operator.runner;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A container that writes down what it is told, and tells what a test has it tell. */
final class FakeScripts implements Scripts {

    final List<String> commands = new CopyOnWriteArrayList<>();
    private Listener listener;

    @Override
    public void open(Listener wanted) {
        listener = wanted;
    }

    @Override
    public void start(String id) {
        commands.add("start " + id);
    }

    @Override
    public void stop(String id) {
        commands.add("stop " + id);
    }

    void end(String id, int code) {
        listener.ended(id, code);
    }
}
