from errbot import BotPlugin, botcmd
from slackbot.bot import respond_to, Bot


class Plug(BotPlugin):
    @botcmd
    def pin(self, msg, args):
        self._bot.api_call('pins.add', {'channel': 'C'})  # want: pins.add
        self._bot.slack_web.users_info(user='U')  # want: users.info
        self._bot.sc.api_call('users.list')  # want: users.list


@respond_to('hi')
def hi(message):
    message.reply('x')
    message.react('+1')  # want: reactions.add
    message._client.webapi.reactions.add(name='x')  # want: reactions.add
    message._client.webapi.chat.post_message('C', 'x')  # want: chat.postMessage
