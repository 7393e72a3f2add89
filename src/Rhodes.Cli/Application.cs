using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using Rhodes.Cli.Client;
using Rhodes.Cli.Commands;
using Rhodes.Cli.Completion;
using Rhodes.Cli.Live;
using Rhodes.Cli.Models;
using Rhodes.Cli.Requests;
using Rhodes.Cli.Sweeps;
using Rhodes.Core.Model;

namespace Rhodes.Cli;

/// <summary>The rhodes command: parses the arguments, runs what they name, and turns every mistake into a sentence.</summary>
internal static class Application
{
    public static string Version { get; } = VersionOfThisBuild();

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            var parsed = CreateRoot(terminal).Parse(args);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExample) return Refuse(parsed, terminal);
            if (MisspeltOption(parsed) is { } option && parsed.Action is not HelpWithExample) return Refuse(parsed, terminal, option);
            // Its own handler prints a stack trace; the one below does not.
            return parsed.Invoke(new() { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        }
#pragma warning disable CA1031 // the last resort: nobody is shown a stack trace
        catch (Exception bug)
#pragma warning restore CA1031
        {
            return ConfessBug(bug, terminal);
        }
    }

    public static RootCommand CreateRoot(Terminal terminal)
    {
        var root = new RootCommand("Rhodes shares a GPU supercluster among labs, each of which works as if it owned the machines.");
        root.Add(UpCommand.Create(terminal));
        foreach (var command in LiveCommands.Create(terminal)) root.Add(command);
        root.Add(ReplayCommand.Create(terminal));
        root.Add(ReportCommand.Create(terminal));
        root.Add(CompareCommand.Create(terminal));
        root.Add(SweepCommand.Create(terminal));
        root.Add(SweepRunCommand.Create(terminal));
        root.Add(VerifyCommand.Create(terminal));
        root.Add(ExplainCommand.Create(terminal));
        root.Add(LeaseCommand.Create(terminal));
        root.Add(FabricCommand.Create(terminal));
        root.Add(CatalogCommand.Create(terminal));
        root.Add(ModelCommand.Create(terminal));
        root.Add(RequestsCommand.Create(terminal));
        root.Add(LogCommand.Create(terminal));
        root.Add(BenchCommand.Create(terminal));
        root.Add(CompletionCommand.Create(root, terminal));
        HelpWithExample.AddTo(root, "rhodes replay examples/philly", "rhodes lease list examples/university", "rhodes catalog h100");
        foreach (var version in root.Options.OfType<VersionOption>()) version.Action = new ShowVersion();
        root.SetAction(_ => root.Parse("--help").Invoke(new() { Output = terminal.Out, Error = terminal.Error }));
        return root;
    }

    /// <summary>An argument that looks like an option is an option that does not exist, unless it comes after <c>--</c>.</summary>
    private static string? MisspeltOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-' && !char.IsAsciiDigit(token.Value[1]))
        .Select(token => token.Value).FirstOrDefault();

    private static int Refuse(ParseResult parsed, Terminal terminal, string? misspelt = null)
    {
        var command = parsed.CommandResult.Command;
        if (misspelt is not null) terminal.Error.WriteLine($"There is no option '{misspelt}'.");
        foreach (var error in parsed.Errors) terminal.Error.WriteLine(NotWhole(error) ?? error.Message);
        var names = command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name)).ToList();
        foreach (var token in misspelt is null ? parsed.UnmatchedTokens : [misspelt])
            if (NearestName.Of(token, names) is { } nearest)
                terminal.Error.WriteLine(nearest == token ? $"'{token}' stands behind '{string.Join(' ', PathTo(command))}'." : $"Did you mean '{nearest}'?");
        return terminal.Refuse($"'{string.Join(' ', PathTo(command))} --help' says what there is.");
    }

    /// <summary>What is wrong with a number, which the parser tells with the type that it wanted.</summary>
    /// <returns>Null: something else is wrong.</returns>
    private static string? NotWhole(ParseError error)
    {
        if ((error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult) is not { Tokens: [var given], Option: { } option }) return null;
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (type != typeof(int) && type != typeof(long) && type != typeof(ulong)) return null;
        var most = type == typeof(int) ? int.MaxValue : type == typeof(long) ? long.MaxValue : (Int128)ulong.MaxValue;
        return Int128.TryParse(given.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number <= most && (number >= 0 || type != typeof(ulong)) ? null
            : $"{option.Name}: '{Plain.Text(given.Value)}'; expected a whole number, at most {most}";
    }

    private static IEnumerable<string> PathTo(Command command) =>
        command.Parents.OfType<Command>().SelectMany(PathTo).Append(command is RootCommand ? "rhodes" : command.Name);

    private static int ConfessBug(Exception bug, Terminal terminal)
    {
        var at = bug.StackTrace?.Split('\n')[0].Trim();
        terminal.Error.WriteLine($"this is a bug in rhodes: {bug.GetType().Name}: {bug.Message} ({at ?? "nowhere"}, rhodes {Version})");
        return ExitCodes.Bug;
    }

    private static string VersionOfThisBuild()
    {
        var assembly = typeof(Application).Assembly;
        var full = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return full.Split('+')[0]; // what follows is the commit it was built from
    }
}
