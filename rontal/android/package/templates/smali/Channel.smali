# Notification channels: from Android 8 on each notification is on one, which a person can
# switch off. Their ids are those that androidx.browser gives them, so that a library that moves
# to a package built by Bubblewrap keeps its members' choices.

.class final Lrontal/app/Channel;
.super Ljava/lang/Object;

# Returns Android's own part: (NotificationManager) context.getSystemService("notification").
.method static manager(Landroid/content/Context;)Landroid/app/NotificationManager;
    .locals 1
    const-string v0, "notification"
    invoke-virtual {p0, v0}, Landroid/content/Context;->getSystemService(Ljava/lang/String;)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/app/NotificationManager;
    return-object v0
.end method

# Returns whether notifications of the app and of the channel are on; a channel that was not made
# yet is. Android 6 has no question for it: there the system drops what is switched off.
.method static enabled(Landroid/content/Context;Ljava/lang/String;)Z
    .locals 4

    # if (SDK_INT < 24) return true;  if (!manager(context).areNotificationsEnabled()) return false;
    const/4 v3, 0x1
    sget v0, Landroid/os/Build$VERSION;->SDK_INT:I
    const/16 v1, 0x18                           # Android 7
    if-lt v0, v1, :on
    invoke-static {p0}, Lrontal/app/Channel;->manager(Landroid/content/Context;)Landroid/app/NotificationManager;
    move-result-object v1
    invoke-virtual {v1}, Landroid/app/NotificationManager;->areNotificationsEnabled()Z
    move-result v2
    if-eqz v2, :off
    # if (SDK_INT < 26) return true;  if (name == null) return false;
    const/16 v2, 0x1a                           # Android 8
    if-lt v0, v2, :on
    if-eqz p1, :off
    # NotificationChannel channel = manager.getNotificationChannel(id(name));
    # return channel == null || channel.getImportance() != IMPORTANCE_NONE;
    invoke-static {p1}, Lrontal/app/Channel;->id(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v2
    invoke-virtual {v1, v2}, Landroid/app/NotificationManager;->getNotificationChannel(Ljava/lang/String;)Landroid/app/NotificationChannel;
    move-result-object v1
    if-eqz v1, :on
    invoke-virtual {v1}, Landroid/app/NotificationChannel;->getImportance()I
    move-result v1
    if-eqz v1, :off                             # IMPORTANCE_NONE
    :on
    return v3

    :off
    const/4 v3, 0x0
    return v3
.end method

# Returns the notification placed on the channel of this name, which is made where it is new.
.method static place(Landroid/content/Context;Landroid/app/Notification;Ljava/lang/String;)Landroid/app/Notification;
    .locals 4

    # if (SDK_INT < 26) return notification;
    sget v0, Landroid/os/Build$VERSION;->SDK_INT:I
    const/16 v1, 0x1a                           # Android 8
    if-lt v0, v1, :before
    # String id = id(name);
    # manager(context).createNotificationChannel(new NotificationChannel(id, name, IMPORTANCE_DEFAULT));
    invoke-static {p2}, Lrontal/app/Channel;->id(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    new-instance v1, Landroid/app/NotificationChannel;
    const/4 v2, 0x3                             # IMPORTANCE_DEFAULT
    invoke-direct {v1, v0, p2, v2}, Landroid/app/NotificationChannel;-><init>(Ljava/lang/String;Ljava/lang/CharSequence;I)V
    invoke-static {p0}, Lrontal/app/Channel;->manager(Landroid/content/Context;)Landroid/app/NotificationManager;
    move-result-object v2
    invoke-virtual {v2, v1}, Landroid/app/NotificationManager;->createNotificationChannel(Landroid/app/NotificationChannel;)V
    # return Notification.Builder.recoverBuilder(context, notification).setChannelId(id).build();
    invoke-static {p0, p1}, Landroid/app/Notification$Builder;->recoverBuilder(Landroid/content/Context;Landroid/app/Notification;)Landroid/app/Notification$Builder;
    move-result-object v1
    invoke-virtual {v1, v0}, Landroid/app/Notification$Builder;->setChannelId(Ljava/lang/String;)Landroid/app/Notification$Builder;
    move-result-object v1
    invoke-virtual {v1}, Landroid/app/Notification$Builder;->build()Landroid/app/Notification;
    move-result-object v0
    return-object v0

    :before
    return-object p1
.end method

# Returns name.toLowerCase(Locale.ROOT).replace(' ', '_') + "_channel_id".
.method private static id(Ljava/lang/String;)Ljava/lang/String;
    .locals 3
    sget-object v0, Ljava/util/Locale;->ROOT:Ljava/util/Locale;
    invoke-virtual {p0, v0}, Ljava/lang/String;->toLowerCase(Ljava/util/Locale;)Ljava/lang/String;
    move-result-object v0
    const/16 v1, 0x20
    const/16 v2, 0x5f
    invoke-virtual {v0, v1, v2}, Ljava/lang/String;->replace(CC)Ljava/lang/String;
    move-result-object v0
    const-string v1, "_channel_id"
    invoke-virtual {v0, v1}, Ljava/lang/String;->concat(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    return-object v0
.end method
