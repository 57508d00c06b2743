from .p import Bot


def run(bot):
    bot.api.reactions.add(name='x')  # want: reactions.add
    bot.api.im.open(user='U')  # want: im.open
