package dev.onggi.operator.gateway.touch;

/** What a request holds while it is answered: nothing of it can be claimed. */
public interface Hold {

    /** Gives it back; the digests and tags are then in use for the time of grace, because the client knows of them. */
    void touched();

    /** Gives it back as if the request had never been: the client has learnt of nothing that could vanish. */
    void forgotten();

    /** Holds nothing. */
    Hold NOTHING = new Hold() {
        @Override
        public void touched() {}

        @Override
        public void forgotten() {}
    };
}
