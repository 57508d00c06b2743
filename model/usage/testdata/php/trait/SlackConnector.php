<?php
namespace Harbour\Jobs;

trait SlackConnector
{
    private function slack() { return \JoliCode\Slack\ClientFactory::create($this->token); }
}
