# A client of something else, in a file that names nothing of Slack.
def sweep(client, back, essay):
    client.users_list()
    client.files_info("F1")


def relay(queue, ack):
    client = queue.client(ack)
    client.users_list()
