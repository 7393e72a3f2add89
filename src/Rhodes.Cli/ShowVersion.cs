using System.CommandLine;
using System.CommandLine.Invocation;

namespace Rhodes.Cli;

/// <summary>Prints the version of rhodes, whoever hosts it.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"rhodes {Application.Version}");
        return ExitCodes.Done;
    }
}
