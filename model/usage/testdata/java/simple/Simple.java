package example;

import com.ullink.slack.simpleslackapi.SlackSession;
import com.ullink.slack.simpleslackapi.impl.SlackSessionFactory;

public class Simple {
    void a() throws Exception {
        SlackSession session = SlackSessionFactory.createWebSocketSlackSession("t"); // want: rtm.start
        session.connect(); // want: rtm.start
        session.sendMessage(channel, "x"); // want: chat.postMessage
        session.addReactionToMessage(channel, ts, "x"); // want: reactions.add
        session.deleteMessage(ts, channel); // want: chat.delete
        session.updateMessage(ts, channel, "x"); // want: chat.update
        session.inviteToChannel(channel, user); // want: channels.invite
        session.openDirectMessageChannel(user); // want: im.open
    }
}
