using System.CommandLine;
using Rhodes.Core.Model;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes catalog [KIND] [--json]</c>: the accelerator kinds that Rhodes knows, with the source of each figure.</summary>
internal static class CatalogCommand
{
    public static Command Create(Terminal terminal)
    {
        var kind = new Argument<string?>("KIND") { Description = "Show this kind with its sources.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("catalog", "List the accelerator kinds that Rhodes knows, or show one with its sources.") { kind, json };
        HelpWithExample.AddTo(command, "rhodes catalog", "rhodes catalog h100", "rhodes catalog h100 --json");
        command.SetAction(parsed => Run(parsed.GetValue(kind), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string? id, bool asJson, Terminal terminal)
    {
        if (id is not null && Catalogue.Find(id) is null) return terminal.Refuse(Unknown(id));
        IReadOnlyList<AcceleratorKind> kinds = id is null ? Catalogue.Kinds : [Catalogue.Find(id)!];
        if (asJson) terminal.Out.WriteLine(CatalogJson.Of(kinds));
        else if (id is null) CatalogView.ShowAll(kinds, terminal);
        else CatalogView.ShowOne(kinds[0], terminal);
        return ExitCodes.Done;
    }

    private static string Unknown(string id)
    {
        var hint = Catalogue.Nearest(id) is { } nearest ? $"did you mean '{nearest}'?" : "'rhodes catalog' lists all kinds.";
        return $"The catalogue has no accelerator kind '{id}'; {hint}";
    }
}
