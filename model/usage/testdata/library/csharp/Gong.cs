using SlackConnector;
using Slack.Unheard.Of; // want: untraced

namespace Gong
{
    class Ringer
    {
        async Task Ring(string key)
        {
            var connection = await new SlackConnector.SlackConnector().Connect(key); // want: rtm.start
            await connection.Say(new BotMessage { Text = "gong" }); // want: chat.postMessage
            await connection.Close();
            logger.Say("gong");
        }
    }
}
