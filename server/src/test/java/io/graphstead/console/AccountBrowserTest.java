package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.graphstead.identity.AuthenticatorApp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A person and their account: a second factor, sessions, and an identity provider. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountBrowserTest {
    @TempDir
    static Path folder;

    private TestProvider provider;
    private ConsoleRig rig;

    @BeforeAll
    void start() {
        provider = new TestProvider(Clock.systemUTC());
        rig = ConsoleRig.quick(
                folder,
                List.of(
                        "oidc.issuer=" + provider.issuer(),
                        "oidc.client-id=" + TestProvider.CLIENT,
                        "oidc.client-secret=" + TestProvider.SECRET,
                        "oidc.name=Acme ID"));
        rig.alsoVisits(provider.issuer());
    }

    @AfterAll
    void stop() {
        if (rig != null) {
            rig.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    private void signIn() {
        Page page = rig.page();
        page.navigate("/console/account");
        page.getByLabel("Email address").fill("ada@example.org");
        page.getByLabel("Password").fill(Browser.PASSWORD);
        rig.button("Sign in").click();
        assertThat(page.getByText("One more step")).isVisible();
        assertThat(page.locator("#code")).isFocused();
    }

    private void code(String code) {
        rig.page().locator("#code").fill(code);
        rig.button("Sign in").click();
    }

    @Test
    void from_a_first_code_to_a_lost_phone_and_by_the_provider() {
        rig.begin("Acme Graphs");
        Page page = rig.page();
        page.navigate("/console/account");
        rig.goTo("Set up");
        rig.look("second-factor-off");
        page.getByLabel("Your password").fill(Browser.PASSWORD);
        rig.button("Set up").click();
        assertThat(page.locator("svg.qr")).isVisible();
        rig.look("second-factor-offer");
        AuthenticatorApp app = new AuthenticatorApp(page.locator("#factor-key").textContent());
        page.locator("#code").fill("000000");
        rig.button("Turn on").click();
        assertThat(page.locator("#problem")).containsText("this code is wrong");
        page.locator("#code").fill(app.code(Instant.now()));
        rig.button("Turn on").click();
        assertThat(page.locator(".recovery-codes li")).hasCount(10);
        rig.look("recovery-codes");
        List<String> codes = page.locator(".recovery-codes code").allTextContents();
        rig.goTo("I have kept them");
        rig.goTo("Manage");
        assertThat(page.getByText("10 of them are left")).isVisible();
        rig.look("second-factor-on");

        rig.asAnother();
        page = rig.page();
        signIn();
        rig.look("sign-in-code");
        code("000000");
        assertThat(page.locator("#problem")).containsText("This code is wrong");
        page.reload();
        code(codes.get(0));
        assertThat(page.locator("h1")).hasText("Your account");
        assertThat(page.locator(".list-group-item")).hasCount(2);
        rig.look("account-sessions");
        rig.button("End all others").click();
        assertThat(page.locator(".list-group-item")).hasCount(1);

        rig.goTo("Manage");
        page.getByLabel("Your password").fill(Browser.PASSWORD);
        page.locator("#off-code").fill(codes.get(1));
        rig.button("Turn off").click();
        assertThat(page.locator(".alert-success")).containsText("is off");

        page.getByRole(
                        com.microsoft.playwright.options.AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign out"))
                .first()
                .click();
        page.navigate("/console/account");
        rig.look("sign-in-provider");
        rig.goTo("Sign in with Acme ID");
        rig.goTo("Go on as ada@example.org");
        page.navigate("/console/account");
        assertThat(page.locator(".who-name")).containsText("ada@example.org");

        provider.isVisitedBy("eve@example.org");
        rig.asAnother();
        page = rig.page();
        page.navigate("/console/sign-in");
        rig.goTo("Sign in with Acme ID");
        rig.goTo("Go on as eve@example.org");
        assertThat(page.locator("#problem")).containsText("Nobody here has the address eve@example.org");
        rig.look("provider-stranger");
        assertThat(codes).hasSize(10);
        rig.nobodyComplains();
    }
}
