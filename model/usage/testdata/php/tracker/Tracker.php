<?php

namespace Example\Tracker;

use JoliCode\Slack\Client;
use JoliCode\Slack\ClientFactory;

// $client->pinsAdd([]) is a comment, and so is the next one.
# $client->pinsRemove([])
final class Tracker
{
    private const BASE = 'https://slack.com/api/';
    private const HISTORY = 'conversations.history';
    private Client $client;

    public function __construct(string $token)
    {
        $this->client = ClientFactory::create($token);
    }

    public function report(string $channel): void
    {
        $this->client->chatPostMessage(['channel' => $channel, 'username' => 'Tracker']); // want: chat.postMessage
        $this->client?->usersInfo(['user' => 'U1']); // want: users.info
        $this->client->filesUploadV2($channel); // want: files.getUploadURLExternal files.completeUploadExternal
        $this->store->usersList([]);
        $this->log->info('chat.update');
    }

    public function raw(string $name): array
    {
        $this->ask('bookmarks.list', []); // want: bookmarks.list
        $this->ask(self::HISTORY, ['limit' => 9]); // want: conversations.history
        $this->http->get(self::BASE . 'emoji.list'); // want: emoji.list
        return $this->ask($name === '' ? 'team.info' : 'auth.test', []); // want: team.info auth.test
    }

    private function ask(string $method, array $body): array
    {
        return $this->http->post(self::BASE . $method, $body);
    }

    public function explain(): string
    {
        return sprintf('%s failed', 'reactions.add') . ' $client->viewsOpen([])';
    }
}
