package io.graphstead.engine.typedb;

import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Figures;
import io.graphstead.engine.Readiness;
import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a running server is asked. No answer of it holds a password, nor does any message. */
final class Asking {
    private static final int HEALTHY = 204;

    private Asking() {}

    static Readiness ready(Reach reach, Credentials credentials, Duration limit) {
        HttpApi api = new HttpApi(reach, limit);
        try {
            int health = api.health().status();
            if (health != HEALTHY) {
                return new Readiness.NotYet("it answers GET /health with " + health + " instead of " + HEALTHY);
            }
            HttpApi.Answer signedIn = api.signIn(credentials);
            if (signedIn.isRefusal()) {
                return new Readiness.ReadyForOthers();
            }
            return signedIn.isSuccess()
                    ? new Readiness.Ready()
                    : new Readiness.NotYet("it answers a sign-in with " + signedIn.status());
        } catch (ConnectException e) {
            return new Readiness.NotYet("nothing listens on port " + reach.port() + " yet");
        } catch (IOException e) {
            return GrpcPort.answers(reach, api.left()) ? readyByGrpc(credentials) : new Readiness.NotYet(words(e));
        }
    }

    static boolean serves(Reach reach, Duration limit) {
        HttpApi api = new HttpApi(reach, limit);
        try {
            return api.health().status() == HEALTHY;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return GrpcPort.answers(reach, api.left());
        }
    }

    /** Where there is no HTTP endpoint nobody here can sign in: no password is known but the one that it comes with. */
    private static Readiness readyByGrpc(Credentials credentials) {
        return credentials.password().equals(TypeDbEngine.BUILT_IN_PASSWORD)
                ? new Readiness.Ready()
                : new Readiness.ReadyForOthers();
    }

    static void changePassword(Reach reach, Credentials credentials, String newPassword, Duration limit)
            throws CannotChangePassword {
        if (newPassword.isEmpty()) {
            throw new CannotChangePassword("an empty password, which the server would take, lets everybody in");
        }
        HttpApi api = new HttpApi(reach, limit);
        HttpApi.Answer changed;
        try {
            HttpApi.Answer signedIn = api.signIn(credentials);
            if (signedIn.isRefusal()) {
                throw new CannotChangePassword(
                        "the server does not take the present password of " + credentials.username());
            }
            if (!signedIn.isSuccess()) {
                throw new CannotChangePassword("it answers a sign-in with " + signedIn.status());
            }
            changed = api.changePassword(HttpApi.token(signedIn), credentials.username(), newPassword);
        } catch (IOException e) {
            throw new CannotChangePassword(
                    GrpcPort.answers(reach, api.left())
                            ? "this release has no HTTP endpoint to change it through; use the vendor's console, or a"
                                    + " release from 3.2 on"
                            : words(e));
        }
        if (!changed.isSuccess()) {
            throw new CannotChangePassword(
                    "the server answers a new password for " + credentials.username() + " with " + changed.status());
        }
    }

    /** It tells of no connections; what its stores take is measured from outside. */
    static Optional<Figures> figures(Reach reach, Duration limit) {
        try {
            return new HttpApi(reach, limit).health().status() == HEALTHY
                    ? Optional.of(new Figures(OptionalLong.empty(), OptionalLong.empty()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
