function Invoke-SlackAPI {
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true, Position = 0 )]
        [string]$Method,
        [string]$Token
    )

    begin {
        Write-Verbose "begin"
    }

    process {
        $uri = "https://slack.com/api/$Method"
        $answer = Invoke-RestMethod -Method Post -Uri $uri
        if ($answer.error -eq 'ratelimited') {
            return Invoke-SlackAPI -Method $Method -Token $Token
        }
        $answer
    }
}
