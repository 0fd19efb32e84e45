# The activity behind the icon and behind links to the library.
#
# It looks for a browser that shows trusted web activities, opens a session with that browser's
# CustomTabsService, and hands the address over. Where one step fails, the next one is tried:
# trusted web activity, custom tab, plain browser, a sentence on the screen.
#
# The code is the same for every library. What differs (host, address, colours, sentences) is
# read from resources, so that nothing a profile says becomes code.

#
# How to read these files with Java in mind. Each line is one step of what a line of Java does:
#   .locals 5                    the method has the variables v0 to v4; a variable is used again
#                                for another value as soon as the first one is not needed
#   p0, p1, p2                   `this` and the parameters; in a static method p0 is the first one
#   Landroid/net/Uri;  I  J  Z   a class, int, long, boolean; [ before it is an array, V is void
#   invoke-virtual {v0, v1}, LC;->m(I)Z         v0.m(v1), where class C declares boolean m(int)
#   move-result v2               v2 is what the call above returned (-object, where it is one)
#   iget, iput, sget             read a field of an object, write it, read a static field
#   if-eqz v0, :name             goto name where v0 is null, 0 or false; if-nez where it is not
#   if-lt, if-ge, if-ltz         <, >= between two variables; < 0
#   :a … :b  .catch E; {:a .. :b} :c            try { a to b } catch (E) { c }
# Comments in the code are the lines of Java that the following steps stand for.
.class public final Lrontal/app/Launcher;
.super Landroid/app/Activity;
.implements Landroid/content/ServiceConnection;
.implements Ljava/lang/Runnable;

.field private address:Landroid/net/Uri;        # the page to open
.field private provider:Ljava/lang/String;      # package of the browser with trusted tabs, or null
.field private bound:Z                          # bindService was called, so unbind at the end
.field private opened:Z                         # a browser has taken the address
.field private timer:Landroid/os/Handler;       # gives up on a browser that does not answer

# The constructor that Java writes by itself: super().
.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

# Decides what to open: leaves where there is nothing to do, says so where the link is foreign, and
# launches otherwise. p1 is the saved state of an earlier process, or null.
.method protected onCreate(Landroid/os/Bundle;)V
    .locals 5

    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    # timer = new Handler(Looper.getMainLooper())
    new-instance v0, Landroid/os/Handler;
    invoke-static {}, Landroid/os/Looper;->getMainLooper()Landroid/os/Looper;
    move-result-object v1
    invoke-direct {v0, v1}, Landroid/os/Handler;-><init>(Landroid/os/Looper;)V
    iput-object v0, p0, Lrontal/app/Launcher;->timer:Landroid/os/Handler;

    # The process was killed behind the browser and is restored as the person leaves it.
    # if (state != null && state.getBoolean("opened")) { finish(); return; }
    if-eqz p1, :fresh
    const-string v0, "opened"
    invoke-virtual {p1, v0}, Landroid/os/Bundle;->getBoolean(Ljava/lang/String;)Z
    move-result v0
    if-nez v0, :leave

    :fresh
    invoke-virtual {p0}, Lrontal/app/Launcher;->getIntent()Landroid/content/Intent;
    move-result-object v0

    # A link that was opened inside another app's task: start over in the task of this app.
    # Only action and address go along, nothing else that the other app has put into the intent.
    # if ((intent.getFlags() & (NEW_TASK | NEW_DOCUMENT)) != NEW_TASK) {
    invoke-virtual {v0}, Landroid/content/Intent;->getFlags()I
    move-result v1
    const v2, 0x10080000                        # FLAG_ACTIVITY_NEW_TASK | NEW_DOCUMENT
    and-int/2addr v1, v2
    const/high16 v2, 0x10000000                 # FLAG_ACTIVITY_NEW_TASK
    if-eq v1, v2, :own_task
    invoke-virtual {v0}, Landroid/content/Intent;->getAction()Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0}, Landroid/content/Intent;->getData()Landroid/net/Uri;
    move-result-object v0
    # startActivity(new Intent(action, data, this, Launcher.class).setFlags(NEW_TASK)); finish(); }
    new-instance v3, Landroid/content/Intent;
    const-class v4, Lrontal/app/Launcher;
    invoke-direct {v3, v1, v0, p0, v4}, Landroid/content/Intent;-><init>(Ljava/lang/String;Landroid/net/Uri;Landroid/content/Context;Ljava/lang/Class;)V
    invoke-virtual {v3, v2}, Landroid/content/Intent;->setFlags(I)Landroid/content/Intent;
    invoke-virtual {p0, v3}, Lrontal/app/Launcher;->startActivity(Landroid/content/Intent;)V
    goto :leave

    # The icon was tapped while the library is open: this task came to the front, that is all.
    :own_task
    # if (!isTaskRoot() && intent.getData() == null) { finish(); return; }
    invoke-virtual {p0}, Lrontal/app/Launcher;->isTaskRoot()Z
    move-result v1
    if-nez v1, :first
    invoke-virtual {v0}, Landroid/content/Intent;->getData()Landroid/net/Uri;
    move-result-object v1
    if-eqz v1, :leave

    :first
    # address = addressOf(intent);  if (address == null) tell(R.string.foreign_link); else launch();
    invoke-direct {p0, v0}, Lrontal/app/Launcher;->addressOf(Landroid/content/Intent;)Landroid/net/Uri;
    move-result-object v0
    iput-object v0, p0, Lrontal/app/Launcher;->address:Landroid/net/Uri;
    if-nez v0, :launch
    sget v0, Lrontal/app/R;->string_foreign_link:I
    invoke-direct {p0, v0}, Lrontal/app/Launcher;->tell(I)V
    return-void

    :launch
    invoke-direct {p0}, Lrontal/app/Launcher;->launch()V
    return-void

    :leave
    invoke-virtual {p0}, Lrontal/app/Launcher;->finish()V
    return-void
.end method

# Returns the page that an intent asks for: the start page where it names none, null where it
# names one of another host. The comparison is made on the whole text and the character after the
# host, so that no reading of an address (user@, port, backslash) can lead elsewhere.
.method private addressOf(Landroid/content/Intent;)Landroid/net/Uri;
    .locals 7

    invoke-virtual {p1}, Landroid/content/Intent;->getData()Landroid/net/Uri;
    move-result-object v0
    if-nez v0, :compare
    # if (data == null) return Uri.parse(getString(R.string.start_url));
    sget v0, Lrontal/app/R;->string_start_url:I
    invoke-virtual {p0, v0}, Lrontal/app/Launcher;->getString(I)Ljava/lang/String;
    move-result-object v0
    goto :parse

    :compare
    # String text = data.toString(), origin = getString(R.string.origin);
    invoke-virtual {v0}, Landroid/net/Uri;->toString()Ljava/lang/String;
    move-result-object v0
    sget v1, Lrontal/app/R;->string_origin:I
    invoke-virtual {p0, v1}, Lrontal/app/Launcher;->getString(I)Ljava/lang/String;
    move-result-object v3                       # https://host
    # if (!text.regionMatches(true, 0, origin, 0, origin.length())) return null;
    const/4 v1, 0x1                             # letters of either case
    const/4 v2, 0x0
    const/4 v4, 0x0
    invoke-virtual {v3}, Ljava/lang/String;->length()I
    move-result v5
    invoke-virtual/range {v0 .. v5}, Ljava/lang/String;->regionMatches(ZILjava/lang/String;II)Z
    move-result v1
    if-eqz v1, :foreign
    # String rest = text.substring(origin.length());
    # if (!rest.isEmpty() && "/?#".indexOf(rest.charAt(0)) < 0) return null;
    invoke-virtual {v0, v5}, Ljava/lang/String;->substring(I)Ljava/lang/String;
    move-result-object v0                       # what follows the host
    invoke-virtual {v0}, Ljava/lang/String;->isEmpty()Z
    move-result v1
    if-nez v1, :join
    invoke-virtual {v0, v2}, Ljava/lang/String;->charAt(I)C
    move-result v1
    const-string v6, "/?#"
    invoke-virtual {v6, v1}, Ljava/lang/String;->indexOf(I)I
    move-result v1
    if-ltz v1, :foreign
    :join
    # return Uri.parse(origin + rest);  the origin is the app's own text, not the link's
    invoke-virtual {v3, v0}, Ljava/lang/String;->concat(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    :parse
    invoke-static {v0}, Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;
    move-result-object v0
    return-object v0

    :foreign
    const/4 v0, 0x0
    return-object v0
.end method

# Binds the service of a browser with trusted tabs; falls back where there is none.
.method private launch()V
    .locals 4

    invoke-virtual {p0}, Lrontal/app/Launcher;->getPackageManager()Landroid/content/pm/PackageManager;
    move-result-object v0
    # provider = Browsers.find(getPackageManager(), "…TrustedWebActivities");  null: fallBack()
    const-string v1, "androidx.browser.trusted.category.TrustedWebActivities"
    invoke-static {v0, v1}, Lrontal/app/Browsers;->find(Landroid/content/pm/PackageManager;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    iput-object v0, p0, Lrontal/app/Launcher;->provider:Ljava/lang/String;
    if-eqz v0, :refused

    # boolean found = bindService(Browsers.service(provider), this, BIND_AUTO_CREATE);
    # The answer is onServiceConnected; a browser that forbids it throws SecurityException.
    invoke-static {v0}, Lrontal/app/Browsers;->service(Ljava/lang/String;)Landroid/content/Intent;
    move-result-object v1
    const/4 v2, 0x1                             # BIND_AUTO_CREATE
    :bind
    invoke-virtual {p0, v1, p0, v2}, Lrontal/app/Launcher;->bindService(Landroid/content/Intent;Landroid/content/ServiceConnection;I)Z
    move-result v3
    :bind_end
    .catch Ljava/lang/SecurityException; {:bind .. :bind_end} :denied
    # bound = true;  also where nothing was found: Android wants the binding taken back then, too
    # if (!found) fallBack(); else timer.postDelayed(this, 8000);  which calls run()
    iput-boolean v2, p0, Lrontal/app/Launcher;->bound:Z
    if-eqz v3, :refused
    iget-object v0, p0, Lrontal/app/Launcher;->timer:Landroid/os/Handler;
    const-wide/16 v1, 0x1f40                    # 8 s: longer than a cold start on a slow phone
    invoke-virtual {v0, p0, v1, v2}, Landroid/os/Handler;->postDelayed(Ljava/lang/Runnable;J)Z
    return-void

    :denied
    move-exception v0
    :refused
    invoke-direct {p0}, Lrontal/app/Launcher;->fallBack()V
    return-void
.end method

# The browser's service is there (p2): opens a session and hands the address over.
.method public onServiceConnected(Landroid/content/ComponentName;Landroid/os/IBinder;)V
    .locals 4

    iget-boolean v0, p0, Lrontal/app/Launcher;->opened:Z
    if-nez v0, :done                            # connected again, or after the time was over
    # Session session = Session.open(service, Focus.pending(this), Uri.parse(origin));
    sget v0, Lrontal/app/R;->string_origin:I
    invoke-virtual {p0, v0}, Lrontal/app/Launcher;->getString(I)Ljava/lang/String;
    move-result-object v0
    invoke-static {v0}, Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;
    move-result-object v0
    invoke-static {p0}, Lrontal/app/Focus;->pending(Landroid/content/Context;)Landroid/app/PendingIntent;
    move-result-object v1
    invoke-static {p2, v1, v0}, Lrontal/app/Session;->open(Landroid/os/IBinder;Landroid/app/PendingIntent;Landroid/net/Uri;)Lrontal/app/Session;
    move-result-object v0
    if-eqz v0, :refused

    # From now on this browser may show notifications in the app's name.
    # Provider.remember(this, provider);  Intent tab = Tab.intent(this, provider, address, session);
    iget-object v2, p0, Lrontal/app/Launcher;->provider:Ljava/lang/String;
    invoke-static {p0, v2}, Lrontal/app/Provider;->remember(Landroid/content/Context;Ljava/lang/String;)V
    iget-object v3, p0, Lrontal/app/Launcher;->address:Landroid/net/Uri;
    invoke-static {p0, v2, v3, v0}, Lrontal/app/Tab;->intent(Landroid/content/Context;Ljava/lang/String;Landroid/net/Uri;Landroid/os/IBinder;)Landroid/content/Intent;
    move-result-object v0
    # Without an address bar, provided that the browser's own check of site and app succeeded.
    # tab.putExtra(LAUNCH_AS…, true).putExtra(SESSION_ID, focus).putExtra(FOCUS_INTENT, focus);
    const-string v2, "android.support.customtabs.extra.LAUNCH_AS_TRUSTED_WEB_ACTIVITY"
    const/4 v3, 0x1
    invoke-virtual {v0, v2, v3}, Landroid/content/Intent;->putExtra(Ljava/lang/String;Z)Landroid/content/Intent;
    const-string v2, "android.support.customtabs.extra.SESSION_ID"
    invoke-virtual {v0, v2, v1}, Landroid/content/Intent;->putExtra(Ljava/lang/String;Landroid/os/Parcelable;)Landroid/content/Intent;
    const-string v2, "androidx.browser.customtabs.extra.FOCUS_INTENT"
    invoke-virtual {v0, v2, v1}, Landroid/content/Intent;->putExtra(Ljava/lang/String;Landroid/os/Parcelable;)Landroid/content/Intent;
    # if (!open(tab)) fallBack();
    invoke-direct {p0, v0}, Lrontal/app/Launcher;->open(Landroid/content/Intent;)Z
    move-result v0
    if-nez v0, :done

    :refused
    invoke-direct {p0}, Lrontal/app/Launcher;->fallBack()V
    :done
    return-void
.end method

# The browser's process died, its service has no binder, or its binding is over for good.
.method public onServiceDisconnected(Landroid/content/ComponentName;)V
    .locals 0
    invoke-direct {p0}, Lrontal/app/Launcher;->fallBack()V
    return-void
.end method

# The browser has the service but gives nobody its binder (Android 8 and newer).
.method public onNullBinding(Landroid/content/ComponentName;)V
    .locals 0
    invoke-direct {p0}, Lrontal/app/Launcher;->fallBack()V
    return-void
.end method

# The browser was updated or removed meanwhile (Android 8 and newer).
.method public onBindingDied(Landroid/content/ComponentName;)V
    .locals 0
    invoke-direct {p0}, Lrontal/app/Launcher;->fallBack()V
    return-void
.end method

# The time for an answer is over.
.method public run()V
    .locals 0
    invoke-direct {p0}, Lrontal/app/Launcher;->fallBack()V
    return-void
.end method

# Opens a custom tab, else any browser, else shows a sentence; does nothing where a page is open.
.method private fallBack()V
    .locals 4

    iget-object v0, p0, Lrontal/app/Launcher;->timer:Landroid/os/Handler;
    invoke-virtual {v0, p0}, Landroid/os/Handler;->removeCallbacks(Ljava/lang/Runnable;)V
    iget-boolean v0, p0, Lrontal/app/Launcher;->opened:Z
    if-nez v0, :done
    invoke-virtual {p0}, Lrontal/app/Launcher;->getPackageManager()Landroid/content/pm/PackageManager;
    move-result-object v1

    # String browser = provider != null ? provider : Browsers.find(packages, null);
    # if (browser != null && open(Tab.intent(this, browser, address, null))) return;
    iget-object v0, p0, Lrontal/app/Launcher;->provider:Ljava/lang/String;
    const/4 v2, 0x0
    if-nez v0, :tab
    invoke-static {v1, v2}, Lrontal/app/Browsers;->find(Landroid/content/pm/PackageManager;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    if-eqz v0, :plain
    :tab
    iget-object v3, p0, Lrontal/app/Launcher;->address:Landroid/net/Uri;
    invoke-static {p0, v0, v3, v2}, Lrontal/app/Tab;->intent(Landroid/content/Context;Ljava/lang/String;Landroid/net/Uri;Landroid/os/IBinder;)Landroid/content/Intent;
    move-result-object v0
    invoke-direct {p0, v0}, Lrontal/app/Launcher;->open(Landroid/content/Intent;)Z
    move-result v0
    if-nez v0, :done

    # The browser is named: without a package the system would give the link back to this app.
    :plain
    # for (Iterator all = Browsers.all(packages); all.hasNext();)
    #     if (open(Tab.plain(Browsers.name(all), address))) return;
    invoke-static {v1}, Lrontal/app/Browsers;->all(Landroid/content/pm/PackageManager;)Ljava/util/Iterator;
    move-result-object v1
    :next
    invoke-interface {v1}, Ljava/util/Iterator;->hasNext()Z
    move-result v0
    if-eqz v0, :none
    invoke-static {v1}, Lrontal/app/Browsers;->name(Ljava/util/Iterator;)Ljava/lang/String;
    move-result-object v0
    iget-object v3, p0, Lrontal/app/Launcher;->address:Landroid/net/Uri;
    invoke-static {v0, v3}, Lrontal/app/Tab;->plain(Ljava/lang/String;Landroid/net/Uri;)Landroid/content/Intent;
    move-result-object v0
    invoke-direct {p0, v0}, Lrontal/app/Launcher;->open(Landroid/content/Intent;)Z
    move-result v0
    if-eqz v0, :next
    return-void

    :none
    # tell(R.string.no_browser);
    sget v0, Lrontal/app/R;->string_no_browser:I
    invoke-direct {p0, v0}, Lrontal/app/Launcher;->tell(I)V
    :done
    return-void
.end method

# Starts a browser and ends this activity; returns false where the browser cannot be started.
.method private open(Landroid/content/Intent;)Z
    .locals 1

    :start
    # try { startActivity(intent); }
    # catch (ActivityNotFoundException | SecurityException error) { return false; }
    invoke-virtual {p0, p1}, Lrontal/app/Launcher;->startActivity(Landroid/content/Intent;)V
    :start_end
    .catch Landroid/content/ActivityNotFoundException; {:start .. :start_end} :failed
    .catch Ljava/lang/SecurityException; {:start .. :start_end} :failed
    # opened = true; finish(); return true;
    const/4 v0, 0x1
    iput-boolean v0, p0, Lrontal/app/Launcher;->opened:Z
    invoke-virtual {p0}, Lrontal/app/Launcher;->finish()V
    return v0

    :failed
    move-exception v0
    const/4 v0, 0x0
    return v0
.end method

# Shows one sentence in place of the splash.
.method private tell(I)V
    .locals 3

    # TextView view = new TextView(this);  view.setText(sentence);  … setContentView(view);
    new-instance v0, Landroid/widget/TextView;
    invoke-direct {v0, p0}, Landroid/widget/TextView;-><init>(Landroid/content/Context;)V
    invoke-virtual {v0, p1}, Landroid/widget/TextView;->setText(I)V
    const/high16 v1, 0x41a00000                 # 20 sp
    invoke-virtual {v0, v1}, Landroid/widget/TextView;->setTextSize(F)V
    sget v1, Lrontal/app/R;->color_ink:I
    invoke-virtual {p0, v1}, Lrontal/app/Launcher;->getColor(I)I
    move-result v1
    invoke-virtual {v0, v1}, Landroid/widget/TextView;->setTextColor(I)V
    sget v1, Lrontal/app/R;->color_background:I
    invoke-virtual {p0, v1}, Lrontal/app/Launcher;->getColor(I)I
    move-result v1
    invoke-virtual {v0, v1}, Landroid/widget/TextView;->setBackgroundColor(I)V
    const/16 v1, 0x11                           # Gravity.CENTER
    invoke-virtual {v0, v1}, Landroid/widget/TextView;->setGravity(I)V
    invoke-virtual {p0}, Lrontal/app/Launcher;->getResources()Landroid/content/res/Resources;
    move-result-object v1
    sget v2, Lrontal/app/R;->dimen_margin:I
    invoke-virtual {v1, v2}, Landroid/content/res/Resources;->getDimensionPixelSize(I)I
    move-result v1
    invoke-virtual {v0, v1, v1, v1, v1}, Landroid/widget/TextView;->setPadding(IIII)V
    invoke-virtual {p0, v0}, Lrontal/app/Launcher;->setContentView(Landroid/view/View;)V
    return-void
.end method

# Notes for a later process whether a browser has the page: state.putBoolean("opened", opened).
.method protected onSaveInstanceState(Landroid/os/Bundle;)V
    .locals 2
    invoke-super {p0, p1}, Landroid/app/Activity;->onSaveInstanceState(Landroid/os/Bundle;)V
    const-string v0, "opened"
    iget-boolean v1, p0, Lrontal/app/Launcher;->opened:Z
    invoke-virtual {p1, v0, v1}, Landroid/os/Bundle;->putBoolean(Ljava/lang/String;Z)V
    return-void
.end method

# Back from elsewhere: the page was open, or a browser may have been installed meanwhile.
.method protected onRestart()V
    .locals 1
    invoke-super {p0}, Landroid/app/Activity;->onRestart()V
    iget-boolean v0, p0, Lrontal/app/Launcher;->opened:Z
    if-nez v0, :over
    invoke-virtual {p0}, Lrontal/app/Launcher;->recreate()V
    return-void
    :over
    invoke-virtual {p0}, Lrontal/app/Launcher;->finish()V
    return-void
.end method

# Stops the timer and takes the binding back: if (bound) { bound = false; unbindService(this); }
.method protected onDestroy()V
    .locals 2
    invoke-super {p0}, Landroid/app/Activity;->onDestroy()V
    iget-object v0, p0, Lrontal/app/Launcher;->timer:Landroid/os/Handler;
    invoke-virtual {v0, p0}, Landroid/os/Handler;->removeCallbacks(Ljava/lang/Runnable;)V
    iget-boolean v0, p0, Lrontal/app/Launcher;->bound:Z
    if-eqz v0, :done
    const/4 v1, 0x0
    iput-boolean v1, p0, Lrontal/app/Launcher;->bound:Z
    invoke-virtual {p0, p0}, Lrontal/app/Launcher;->unbindService(Landroid/content/ServiceConnection;)V
    :done
    return-void
.end method
