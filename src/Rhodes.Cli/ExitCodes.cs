namespace Rhodes.Cli;

/// <summary>What scripts may rely on.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The question was understood, and the answer is no.</summary>
    public const int Negative = 1;

    /// <summary>The arguments or a file are wrong; what is wrong stands on the error stream.</summary>
    public const int BadInput = 2;

    /// <summary>The server did not answer, or cannot now: the same may work later (EX_UNAVAILABLE of sysexits.h).</summary>
    public const int Unavailable = 69;

    /// <summary>Somebody ended it with Ctrl-C, as shells say it (128 + SIGINT), or with SIGTERM.</summary>
    public const int Interrupted = 130;

    /// <summary>A bug in rhodes (EX_SOFTWARE of sysexits.h).</summary>
    public const int Bug = 70;
}
