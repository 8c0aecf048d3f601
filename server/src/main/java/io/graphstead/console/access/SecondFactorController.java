package io.graphstead.console.access;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.console.Words;
import io.graphstead.identity.People;
import io.graphstead.identity.Role;
import io.graphstead.identity.SecondFactor;
import io.graphstead.identity.SecondFactor.RecoveryCodes;
import io.graphstead.identity.SecondFactors;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.function.Supplier;

/** One's own second factor: set up, recovery codes, turned off. */
@Controller(SecondFactorController.HOME)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SecondFactorController {
    static final String HOME = "/console/account/second-factor";

    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final String TITLE = "Second factor";

    private final SecondFactors factors;
    private final People people;
    private final Frames frames;

    SecondFactorController(SecondFactors factors, People people, Frames frames) {
        this.factors = factors;
        this.people = people;
        this.frames = frames;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit) {
        return page(visit, HttpStatus.OK, "");
    }

    @Post("/offer")
    @Allows(Role.READER)
    HttpResponse<?> offer(Visit visit, Form form) {
        return orPage(visit, () -> {
            factors.offer(visit.session(), form.exactly("password"));
            return Pages.goTo(HOME);
        });
    }

    @Post("/withdraw")
    @Allows(Role.READER)
    HttpResponse<?> withdraw(Visit visit) {
        factors.withdraw(visit.session());
        return Pages.goTo(AccountController.HOME);
    }

    @Post("/confirm")
    @Allows(Role.READER)
    HttpResponse<?> confirm(Visit visit, Form form) {
        return orPage(visit, () -> codes(visit, factors.confirm(visit.session(), form.text("code")), true));
    }

    @Post("/recovery-codes")
    @Allows(Role.READER)
    HttpResponse<?> renew(Visit visit, Form form) {
        return orPage(visit, () -> codes(visit, factors.renewRecoveryCodes(visit.session(), form.text("code")), false));
    }

    @Post("/off")
    @Allows(Role.READER)
    HttpResponse<?> off(Visit visit, Form form) {
        return orPage(visit, () -> {
            factors.turnOff(visit.session(), form.exactly("password"), form.text("code"));
            return Pages.goTo(AccountController.HOME, Done.SECOND_FACTOR_OFF);
        });
    }

    private HttpResponse<?> orPage(Visit visit, Supplier<HttpResponse<?>> done) {
        try {
            return done.get();
        } catch (Refused refused) {
            return page(visit, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    private HttpResponse<?> page(Visit visit, HttpStatus status, String problem) {
        Frame frame = frames.of(visit, TITLE, Frame.Place.ACCOUNT);
        boolean password = people.knowsPassword(visit.session());
        return Pages.html(
                status,
                switch (factors.of(visit.session())) {
                    case SecondFactor.Off _ -> TEMPLATES.accessFactorOff(frame, password, problem);
                    case SecondFactor.Offered offer ->
                        TEMPLATES.accessFactorOffer(
                                frame, QrPicture.of(offer.address()), QrPicture.groups(offer.key()), problem);
                    case SecondFactor.On on ->
                        TEMPLATES.accessFactorOn(frame, Words.at(on.since()), on.recoveryCodes(), password, problem);
                });
    }

    private HttpResponse<?> codes(Visit visit, RecoveryCodes codes, boolean first) {
        return Pages.html(TEMPLATES.accessRecoveryCodes(
                frames.of(visit, "Recovery codes", Frame.Place.ACCOUNT), codes.codes(), first));
    }
}
