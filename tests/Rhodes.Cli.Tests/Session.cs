namespace Rhodes.Cli.Tests;

/// <summary>One run of the command, as somebody sees it who typed it.</summary>
internal sealed record Session(int ExitCode, string Out, string Error)
{
    public static Session Of(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = Application.Run(args, new Terminal(output, error, width: 160));
        return new(code, output.ToString(), error.ToString());
    }
}
