# Handlers in a module of their own never name where the client comes from.
def opened(ack, body, client, logger):
    ack()
    client.views_publish(user_id=body["user"], view={})  # want: views.publish
    client.conversations_join(channel="C1")  # want: conversations.join
    client.users_list()  # want: users.list
    client.files_info(file="F1")  # want: files.info


def stored(client, key):
    return client.get(key)
