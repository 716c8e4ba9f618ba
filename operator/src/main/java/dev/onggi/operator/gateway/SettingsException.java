package dev.onggi.operator.gateway;

/** The gateway cannot start as it is set up. The message says which variable or file, and what is wrong with it. */
final class SettingsException extends Exception {

    SettingsException(String message) {
        super(message);
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
