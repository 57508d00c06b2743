package com.example.oncall;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.methods.MethodsClient;

/** Tells who is on call, with methods.chatPostMessage(r -> r). */
public class OnCall {
    private final Slack slack = Slack.getInstance();
    private final Roster roster = new Roster();

    public void page(String token, String channel) throws Exception {
        slack.methods(token).chatPostMessage(r -> r.channel(channel).text("It is your turn")); // want: chat.postMessage
        MethodsClient m = slack.methods(token);
        m.usersList(r -> r.limit(200)); // want: users.list
        m.conversationsOpen(r -> r.users(java.util.List.of("U1"))); // want: conversations.open
        m
            .reactionsAdd(r -> r.name("eyes")); // want: reactions.add
        // m.pinsAdd(r -> r);
        slack.methodsAsync(token).usersInfo(r -> r.user("U1")); // want: users.info
        String text = "m.teamInfo(r -> r)";
        char quote = '"'; m.usergroupsList(r -> r); // want: usergroups.list
        roster.usersList();
        roster.filesInfo(text + quote);
    }

    public void app(App app) {
        app.command("/oncall", (req, ctx) -> {
            ctx.client().viewsOpen(r -> r.triggerId(req.getPayload().getTriggerId())); // want: views.open
            ctx.say("Looking it up"); // want: chat.postMessage
            ctx.client().conversationsHistory(r -> r.channel("C1")); // want: conversations.history
            return ctx.ack();
        });
        app.event(Mention.class, (payload, ctx) -> {
            ctx.client()
                .chatPostEphemeral(r -> r.user("U1")); // want: chat.postEphemeral
            return ctx.ack();
        });
    }

    static class Roster {
        String usersList() { return ""; }
        String filesInfo(String id) { return this.usersList() + id; }
    }
}
