package example;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;

public class BoltApp {
    private final MethodsClient methods = Slack.getInstance().methods("xoxb");
    private final Slack slack = Slack.getInstance();

    void run(App app) throws Exception {
        app.command("/go", (req, ctx) -> {
            ctx.client().viewsOpen(r -> r.triggerId(ctx.getTriggerId())); // want: views.open
            ctx.say("x"); // want: chat.postMessage
            ctx.asyncClient().usersInfo(r -> r.user("U")); // want: users.info
            return ctx.ack();
        });
        methods.chatPostMessage(ChatPostMessageRequest.builder().channel("C").build()); // want: chat.postMessage
        slack.methods().conversationsList(r -> r); // want: conversations.list
        slack.methodsAsync("x").reactionsAdd(r -> r.name("x")); // want: reactions.add
        var c = slack.methods("t");
        c.usersList(r -> r); // want: users.list
        Services s = new Services(methods);
    }
}

class Services {
    private final MethodsClient client;

    Services(MethodsClient client) { this.client = client; }

    void a() throws Exception {
        client.pinsAdd(r -> r.channel("C")); // want: pins.add
        this.client.filesUploadV2(r -> r); // want: files.getUploadURLExternal files.completeUploadExternal
        getClient().teamInfo(r -> r); // want: team.info
    }

    MethodsClient getClient() { return client; }
}
