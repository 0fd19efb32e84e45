# Asks the person whether the app may show notifications, and sends the answer to the browser.
# Only the system starts this activity, by the pending intent that the verified browser got.

.class public final Lrontal/app/Permission;
.super Landroid/app/Activity;

# The constructor that Java writes by itself: super().
.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

# Returns the intent for the browser. It has to be mutable, since the browser adds the messenger
# that gets the answer; its component is set, and what fills an intent in cannot change that.
.method static pending(Landroid/content/Context;Ljava/lang/String;)Landroid/app/PendingIntent;
    .locals 4

    # Intent ask = new Intent(context, Permission.class).putExtra("notificationChannelName", name);
    new-instance v0, Landroid/content/Intent;
    const-class v1, Lrontal/app/Permission;
    invoke-direct {v0, p0, v1}, Landroid/content/Intent;-><init>(Landroid/content/Context;Ljava/lang/Class;)V
    const-string v1, "notificationChannelName"
    invoke-virtual {v0, v1, p1}, Landroid/content/Intent;->putExtra(Ljava/lang/String;Ljava/lang/String;)Landroid/content/Intent;
    # int flags = SDK_INT < 31 ? UPDATE_CURRENT : UPDATE_CURRENT | MUTABLE;
    # return PendingIntent.getActivity(context, 0, ask, flags);
    const/high16 v1, 0x8000000                  # FLAG_UPDATE_CURRENT
    sget v2, Landroid/os/Build$VERSION;->SDK_INT:I
    const/16 v3, 0x1f                           # Android 12: mutability has to be said
    if-lt v2, v3, :make
    const/high16 v1, 0xa000000                  # FLAG_UPDATE_CURRENT | FLAG_MUTABLE
    :make
    const/4 v2, 0x0
    invoke-static {p0, v2, v0, v1}, Landroid/app/PendingIntent;->getActivity(Landroid/content/Context;ILandroid/content/Intent;I)Landroid/app/PendingIntent;
    move-result-object v0
    return-object v0
.end method

# Returns 0 where notifications are allowed, 1 where they are not, 2 where nobody has asked yet.
.method static status(Landroid/content/Context;Ljava/lang/String;)I
    .locals 2

    # if (Channel.enabled(context, name)) return 0;
    invoke-static {p0, p1}, Lrontal/app/Channel;->enabled(Landroid/content/Context;Ljava/lang/String;)Z
    move-result v0
    if-eqz v0, :off
    const/4 v0, 0x0
    return v0

    :off
    # return store(context).contains("asked") ? 1 : 2;
    invoke-static {p0}, Lrontal/app/Permission;->store(Landroid/content/Context;)Landroid/content/SharedPreferences;
    move-result-object v0
    const-string v1, "asked"
    invoke-interface {v0, v1}, Landroid/content/SharedPreferences;->contains(Ljava/lang/String;)Z
    move-result v0
    if-eqz v0, :new
    const/4 v0, 0x1
    return v0
    :new
    const/4 v0, 0x2
    return v0
.end method

# Has Android ask, which comes back as onRequestPermissionsResult; before Android 13 there is no
# such question, and the answer is sent at once.
.method protected onCreate(Landroid/os/Bundle;)V
    .locals 3

    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    sget v0, Landroid/os/Build$VERSION;->SDK_INT:I
    const/16 v1, 0x21                           # Android 13; before, nobody is asked
    if-lt v0, v1, :answer
    if-nez p1, :wait                            # turned: the question is still on the screen
    # requestPermissions(new String[] {"android.permission.POST_NOTIFICATIONS"}, 0);
    const/4 v0, 0x1
    new-array v0, v0, [Ljava/lang/String;
    const-string v1, "android.permission.POST_NOTIFICATIONS"
    const/4 v2, 0x0
    aput-object v1, v0, v2
    invoke-virtual {p0, v0, v2}, Lrontal/app/Permission;->requestPermissions([Ljava/lang/String;I)V
    :wait
    return-void

    :answer
    invoke-direct {p0}, Lrontal/app/Permission;->answer()V
    return-void
.end method

# The person has answered; what is read from Android, not from the parameters.
.method public onRequestPermissionsResult(I[Ljava/lang/String;[I)V
    .locals 0
    invoke-direct {p0}, Lrontal/app/Permission;->answer()V
    return-void
.end method

# Notes that the person was asked, sends the state as it is now, and ends.
.method private answer()V
    .locals 5

    # store(this).edit().putBoolean("asked", true).apply();
    invoke-static {p0}, Lrontal/app/Permission;->store(Landroid/content/Context;)Landroid/content/SharedPreferences;
    move-result-object v0
    invoke-interface {v0}, Landroid/content/SharedPreferences;->edit()Landroid/content/SharedPreferences$Editor;
    move-result-object v0
    const-string v1, "asked"
    const/4 v2, 0x1
    invoke-interface {v0, v1, v2}, Landroid/content/SharedPreferences$Editor;->putBoolean(Ljava/lang/String;Z)Landroid/content/SharedPreferences$Editor;
    invoke-interface {v0}, Landroid/content/SharedPreferences$Editor;->apply()V

    # String name = getIntent().getStringExtra("notificationChannelName");
    # Messenger messenger = (Messenger) getIntent().getParcelableExtra("messenger");
    invoke-virtual {p0}, Lrontal/app/Permission;->getIntent()Landroid/content/Intent;
    move-result-object v0
    const-string v1, "notificationChannelName"
    invoke-virtual {v0, v1}, Landroid/content/Intent;->getStringExtra(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v1
    const-string v2, "messenger"
    invoke-virtual {v0, v2}, Landroid/content/Intent;->getParcelableExtra(Ljava/lang/String;)Landroid/os/Parcelable;
    move-result-object v0
    check-cast v0, Landroid/os/Messenger;
    # if (messenger != null) {  Bundle data = new Bundle();
    #   data.putInt("permissionStatus", status(this, name));
    #   Message message = Message.obtain();  message.setData(data);
    #   try { messenger.send(message); } catch (RemoteException error) {} }
    if-eqz v0, :done

    invoke-static {p0, v1}, Lrontal/app/Permission;->status(Landroid/content/Context;Ljava/lang/String;)I
    move-result v1
    new-instance v2, Landroid/os/Bundle;
    invoke-direct {v2}, Landroid/os/Bundle;-><init>()V
    const-string v3, "permissionStatus"
    invoke-virtual {v2, v3, v1}, Landroid/os/Bundle;->putInt(Ljava/lang/String;I)V
    invoke-static {}, Landroid/os/Message;->obtain()Landroid/os/Message;
    move-result-object v4
    invoke-virtual {v4, v2}, Landroid/os/Message;->setData(Landroid/os/Bundle;)V
    :send
    invoke-virtual {v0, v4}, Landroid/os/Messenger;->send(Landroid/os/Message;)V
    :send_end
    .catch Landroid/os/RemoteException; {:send .. :send_end} :gone
    goto :done
    :gone                                       # the browser is closed
    move-exception v0
    :done
    # finish();
    invoke-virtual {p0}, Lrontal/app/Permission;->finish()V
    return-void
.end method

# Returns the app's small store: context.getSharedPreferences("notifications", MODE_PRIVATE).
.method private static store(Landroid/content/Context;)Landroid/content/SharedPreferences;
    .locals 2
    const-string v0, "notifications"
    const/4 v1, 0x0                             # MODE_PRIVATE
    invoke-virtual {p0, v0, v1}, Landroid/content/Context;->getSharedPreferences(Ljava/lang/String;I)Landroid/content/SharedPreferences;
    move-result-object v0
    return-object v0
.end method
