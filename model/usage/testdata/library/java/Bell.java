package org.example.bell;

import com.ullink.slack.simpleslackapi.SlackSession;
import org.example.bell.mail.MailSession;

class Bell {
    private final SlackSession slack;

    void ring(SlackSession session, MailSession post) throws Exception {
        session.connect(); // want: rtm.start
        session.sendMessageToUser("ada", "ring", null); // want: im.open chat.postMessage
        slack.addReactionToMessage(channel, ts, "bell"); // want: reactions.add
        post.deleteMessage(ts);
    }
}
