using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Rhodes.Cli;

/// <summary>The usual help, and then examples that run as they are.</summary>
internal sealed class HelpWithExample(HelpAction usual, IReadOnlyList<string> examples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void AddTo(Command command, params string[] examples)
    {
        var help = command.Options.OfType<HelpOption>().SingleOrDefault();
        if (help is null) command.Add(help = new HelpOption());
        help.Action = new HelpWithExample((HelpAction)help.Action!, examples);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}
