package phone;

import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import rontal.app.Launcher;

/** Launches of the app on phones that differ. Each public method is one walk. */
public class Launches {
    private static final int NEW_TASK = 0x10000000;
    private static final int NEW_DOCUMENT = 0x00080000;
    private static final String VIEW = "android.intent.action.VIEW";
    private static final String MAIN = "android.intent.action.MAIN";
    private static final int A_WHILE = 10_000;

    static Browser install(String name, boolean tabs, boolean trusted) {
        Browser browser = new Browser(name, tabs, trusted);
        Phone.browsers.add(browser);
        return browser;
    }

    static Browser trusted() {
        return install("trusted", true, true);
    }

    static Intent icon() {
        return new Intent(MAIN).setFlags(NEW_TASK);
    }

    static Intent link(String address) {
        return new Intent(VIEW, Uri.parse(address)).setFlags(NEW_TASK);
    }

    /** Starts the app, and lets it go on until nothing more happens. */
    static Launcher launch(Intent intent) {
        Launcher launcher = new Launcher();
        launcher.create(intent, null);
        Phone.answer();
        Phone.wait(A_WHILE);
        if (launcher.finished) launcher.destroy();
        return launcher;
    }

    public static void icon_opens_the_start_page() {
        trusted();
        launch(icon());
    }

    public static void link_opens_its_page(String address) {
        trusted();
        launch(link(address));
    }

    public static void first_trusted_browser_is_chosen() {
        install("plain", false, false);
        install("tabs", true, false);
        trusted();
        launch(icon());
    }

    public static void preferred_browser_comes_first() {
        trusted();
        install("another", true, true);
        launch(icon());
    }

    public static void session(String kind) {
        trusted().session = Browser.Session.valueOf(kind);
        launch(icon());
    }

    public static void binding(String kind) {
        trusted().binding = Browser.Binding.valueOf(kind);
        launch(icon());
    }

    public static void trusted_browser_cannot_be_started() {
        trusted().startable = false;
        install("plain", false, false);
        launch(icon());
    }

    public static void custom_tab_without_trusted_browser() {
        install("plain", false, false);
        install("tabs", true, false);
        launch(icon());
    }

    public static void plain_browser() {
        install("plain", false, false);
        launch(icon());
    }

    public static void browser_that_cannot_be_started() {
        install("plain", false, false).startable = false;
        launch(icon());
    }

    public static void no_browser() {
        launch(icon());
    }

    public static void browser_is_installed_meanwhile() {
        Launcher launcher = launch(icon());
        trusted();
        launcher.restart();
        launcher.destroy();
        launch(icon());
    }

    public static void answer_after_the_time_is_over() {
        Browser browser = trusted();
        browser.binding = Browser.Binding.SILENT;
        Launcher launcher = new Launcher();
        launcher.create(icon(), null);
        Phone.wait(A_WHILE);
        browser.binding = Browser.Binding.CONNECTS;
        Phone.answer();
        launcher.destroy();
    }

    public static void browser_dies_after_it_has_opened() {
        Browser browser = trusted();
        Launcher launcher = new Launcher();
        launcher.create(icon(), null);
        Phone.answer();
        browser.binding = Browser.Binding.DISCONNECTS;
        Phone.answer();
        Phone.wait(A_WHILE);
        launcher.destroy();
    }

    public static void left_before_the_browser_answers() {
        trusted().binding = Browser.Binding.SILENT;
        Launcher launcher = new Launcher();
        launcher.create(icon(), null);
        launcher.destroy();
        Phone.wait(A_WHILE);
    }

    public static void icon_again_while_open() {
        trusted();
        launch(icon());
        Launcher second = new Launcher();
        second.taskRoot = false;
        second.create(icon(), null);
        second.destroy();
    }

    public static void link_while_open() {
        trusted();
        launch(icon());
        Launcher second = new Launcher();
        second.taskRoot = false;
        second.create(link("https://baca.tabanan.go.id/rak/"), null);
        Phone.answer();
        second.destroy();
    }

    public static void link_inside_another_task(String flags) {
        trusted();
        Intent intent = link("https://baca.tabanan.go.id/rak/");
        intent.setFlags(flags.equals("none") ? 0 : NEW_TASK | NEW_DOCUMENT);
        intent.putExtra("planted", "by another app");
        Launcher launcher = new Launcher();
        launcher.create(intent, null);
        launcher.destroy();
    }

    public static void restored_after_its_process_was_killed() {
        trusted();
        Launcher first = new Launcher();
        first.create(icon(), null);
        Phone.answer();
        Bundle state = first.save();
        Launcher second = new Launcher();
        second.create(icon(), state);
        second.destroy();
    }

    public static void turned_before_it_has_opened() {
        trusted();
        Launcher first = new Launcher();
        first.create(icon(), null);
        Bundle state = first.save();
        first.destroy();
        Launcher second = new Launcher();
        second.create(icon(), state);
        Phone.answer();
        second.destroy();
    }
}
