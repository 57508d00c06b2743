<?php
namespace Harbour\Jobs;

use App\Slack\Told;

class Greeting
{
    use SlackConnector;

    public function handle()
    {
        $this->slack()->chatPostMessage(['channel' => 'C1']); // want: chat.postMessage
    }
}
