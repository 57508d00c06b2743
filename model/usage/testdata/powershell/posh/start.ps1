Import-Module PoshBot
$backend = New-PoshBotSlackBackend -Configuration @{ Token = $env:SLACK_TOKEN } # want: rtm.start
Start-PoshBot -Backend $backend
