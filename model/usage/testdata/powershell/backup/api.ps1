function Send-SlackCall {
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true, Position = 0 )]
        [string]$Method,
        [string]$Token
    )

    begin {
        $tries = 0
    }

    process {
        $uri = "https://slack.com/api/$Method"
        $answer = Invoke-RestMethod -Method Post -Uri $uri
        if ($answer.error -eq 'ratelimited') {
            return Send-SlackCall -Method $Method -Token $Token
        }
        $answer
    }
}
