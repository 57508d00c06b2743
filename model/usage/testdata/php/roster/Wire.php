<?php

namespace Roster;

// Wire is the only class that knows where Slack is.
class Wire
{
    private array $target = ['scheme' => 'https', 'host' => 'slack.com/api'];
    private array $query = [];

    public function withQuery(array $query): self
    {
        $this->query = $query;

        return $this;
    }

    public function invoke(string $verb, string $path, array $body = []): array
    {
        return $this->carry($verb, $this->addressOf($path), $body);
    }

    public function addressOf(string $path): string
    {
        return $this->target['scheme'] . '://' . $this->target['host'] . $path . '?' . http_build_query($this->query);
    }
}
