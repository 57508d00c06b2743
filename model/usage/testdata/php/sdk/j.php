<?php
$client = JoliCode\Slack\ClientFactory::create($token);
$client->chatPostMessage(['channel' => 'C']); // want: chat.postMessage
$client->usersList(); // want: users.list
foreach ($client->iterateUsersList() as $u) {} // want: users.list
foreach ($client->iterateConversationsHistory([]) as $u) {} // want: conversations.history
$api = new wrapi\slack\slack($token);
$api->channels->list(); // want: channels.list
$api->chat->postMessage([]); // want: chat.postMessage
$commander = new Commander('xoxp', $interactor);
$response = $commander->execute('chat.postMessage', []); // want: chat.postMessage
$slack = new \CL\Slack\Transport\ApiClient('t');
$payload = new ChatPostMessagePayload(); // want: chat.postMessage
$slack->send($payload);
