<?php

namespace Roster;

class Attendance
{
    private const ALLOWED = [
        '/users.list' => ['users:read'],
        '/conversations.kick' => ['channels:manage'],
    ];

    public function __construct(private SlackWires $wires, private Cache $cache)
    {
    }

    public function present(string $room): array
    {
        $seen = $this->cache->get($this->wire()->addressOf('/conversations.members'));
        if ($seen === null) {
            $seen = $this->wire()->withQuery(['channel' => $room])->invoke('get', '/conversations.members'); // want: conversations.members
        }
        $me = $this->wire()->invoke('get', '/auth.test'); // want: auth.test

        return array_diff($seen['members'], [$me['user_id']]);
    }

    public function dismiss(string $room, string $person): void
    {
        $this->wire()->invoke('post', '/conversations.kick', ['channel' => $room, 'user' => $person]); // want: conversations.kick
        $this->wire()->invoke('post', '/rooms.audit', ['room' => $room]);
    }
}
