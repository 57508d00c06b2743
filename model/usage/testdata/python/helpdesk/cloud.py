from google.cloud import storage

# Somebody else's API altogether.
client = storage.Client()
client.files_list()
client.users_list()
client.auth_test()
drive.files_list(q="name")
