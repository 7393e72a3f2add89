using Rhodes.Cli.Client;
using Rhodes.Files;

namespace Rhodes.Cli.Live;

/// <summary>What a server says of a document that was sent, told of where its writer has it.</summary>
internal static class Mistakes
{
    /// <param name="told">Gives a problem its place.</param>
    public static async Task<int> ToldAsync(Terminal terminal, Func<Problem, Problem> told, Func<Task<int>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (ClientException no) when (no.Problems.Count > 0)
        {
            return terminal.Refuse(no.Problems.Select(told));
        }
    }
}
