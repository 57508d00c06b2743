from slacker import Slacker

slack = Slacker('<token>')
slack.chat.post_message('#general', 'Hello!')  # want: chat.postMessage
response = slack.users.list()  # want: users.list
slack.files.upload('hello.txt')  # want: files.upload
slack.rtm.start()  # want: rtm.start
slack.channels.history('C')  # want: channels.history
slack.users.profile.set('x')  # want: users.profile.set
slack.im.open('U')  # want: im.open
slack.users.get_user_id('x')  # want: users.list
slack.channels.get_channel_id('x')  # want: channels.list
slack.dialog.open({}, 't')  # want: dialog.open


class Bot:
    def __init__(self):
        self.slacker = Slacker('x')

    def go(self):
        self.slacker.reactions.add(name='x')  # want: reactions.add
        self.slacker.groups.list().body['groups']  # want: groups.list
