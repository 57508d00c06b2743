#!/bin/sh
# Posts with curl https://slack.com/api/chat.update when a build ends.
API=https://slack.com/api

slack_api() {
	curl -s -H "Authorization: Bearer $SLACK_TOKEN" "$API/$1" -d "$2" # $API/chat.delete
}

curl -s -X POST https://slack.com/api/chat.postMessage -d 'text=done # here' # want: chat.postMessage
curl -s "$API/conversations.list?limit=10" # want: conversations.list
curl -s "${API}/users.info" # want: users.info
slack_api reactions.add "name=eyes" # want: reactions.add
echo users.list
echo "nothing" | slack_api auth.test # want: auth.test
cat users.list | grep https://slack.com/help
