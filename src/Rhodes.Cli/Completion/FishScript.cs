namespace Rhodes.Cli.Completion;

/// <summary>Completion for fish, with what each word means.</summary>
internal static class FishScript
{
    public static string Of(IReadOnlyList<CommandWords> commands)
    {
        var paths = string.Join(' ', commands.Skip(1).Select(command => $"'{command.Path}'"));
        var lines = string.Concat(commands.SelectMany(Lines).Select(line => line + "\n"));
        return $$"""
            # Completion of rhodes {{Application.Version}} for fish: rhodes completion fish > ~/.config/fish/completions/rhodes.fish
            function __rhodes_at
              set -l path rhodes
              for word in (commandline -opc)[2..-1]
                test "$word" = --; and return 1
                contains -- "$path $word" {{paths}}; and set path "$path $word"
              end
              test "$path" = "$argv[1]"
            end
            {{lines}}
            """;
    }

    private static IEnumerable<string> Lines(CommandWords command)
    {
        var here = $"complete -c rhodes -n '__rhodes_at \"{command.Path}\"'";
        foreach (var each in command.Commands) yield return $"{here} -f -a '{each.Text}'{Meaning(each)}";
        foreach (var value in command.Arguments) yield return $"{here} -f -a '{value}'";
        foreach (var option in command.Options.Where(option => option.Text.StartsWith('-') && option.Text.Trim('-').Length > 0))
        {
            var isLong = option.Text.StartsWith("--", StringComparison.Ordinal);
            var takes = !command.Values.TryGetValue(option.Text, out var values) ? "" : values.Count == 0 ? " -r" : $" -x -a '{string.Join(' ', values)}'";
            yield return $"{here} {(isLong ? "-l" : option.Text.Length == 2 ? "-s" : "-o")} '{option.Text.TrimStart('-')}'{takes}{Meaning(option)}";
        }
    }

    private static string Meaning(Word word) => word.Meaning.Length == 0 ? "" : $" -d '{word.Meaning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
