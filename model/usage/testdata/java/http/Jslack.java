package example;

import com.github.seratch.jslack.Slack;
import com.ullink.slack.simpleslackapi.SlackSession;
import com.ullink.slack.simpleslackapi.impl.SlackSessionFactory;

public class Old {
    void a() throws Exception {
        Slack slack = Slack.getInstance();
        slack.methods().channelsList(ChannelsListRequest.builder().token(t).build()); // want: channels.list
        RTMClient rtm = slack.rtm(token); // want: rtm.connect
    }
}
