using System.CommandLine;
using System.CommandLine.Completions;

namespace Rhodes.Cli.Completion;

/// <summary>A word that may come next, and what it means.</summary>
internal sealed record Word(string Text, string Meaning);

/// <summary>What may follow a command.</summary>
/// <param name="Path">The command as it is typed: <c>rhodes lease quote</c>.</param>
/// <param name="Values">By option: values that it may have, where they are few; empty where only the user knows; an option that takes none is not there.</param>
internal sealed record CommandWords(string Path, IReadOnlyList<Word> Commands, IReadOnlyList<Word> Options, IReadOnlyDictionary<string, IReadOnlyList<string>> Values, IReadOnlyList<string> Arguments)
{
    /// <summary>All commands that people are shown, parents before children.</summary>
    public static IReadOnlyList<CommandWords> Of(RootCommand root) => [.. Walk(root, "rhodes")];

    private static IEnumerable<CommandWords> Walk(Command command, string path)
    {
        var commands = command.Subcommands.Where(each => !each.Hidden).ToList();
        var options = command.Options.Where(option => !option.Hidden).ToList();
        yield return new(path,
            [.. commands.Select(each => new Word(each.Name, First(each.Description)))],
            [.. options.SelectMany(option => option.Aliases.Where(alias => alias.StartsWith('-')).Prepend(option.Name).Select(name => new Word(name, First(option.Description))))],
            options.Where(option => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool)).SelectMany(option => option.Aliases.Prepend(option.Name).Select(name => (Name: name, Option: option)))
                .ToDictionary(each => each.Name, each => ValuesOf(each.Option), StringComparer.Ordinal),
            [.. command.Arguments.SelectMany(ValuesOf)]);
        foreach (var inner in commands.SelectMany(each => Walk(each, $"{path} {each.Name}"))) yield return inner;
    }

    private static IReadOnlyList<string> ValuesOf(Symbol symbol) =>
        [.. symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label).Where(label => label.Length > 0 && label[0] != '-')];

    private static string First(string? description) => description is null ? "" : description.Split(". ")[0].Split(": ")[0].TrimEnd('.');
}
