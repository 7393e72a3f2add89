using System.Text.Json.Nodes;
using Rhodes.Cli.Client;

namespace Rhodes.Cli.Live;

/// <summary>Goes through the pages of a list.</summary>
internal static class ListPages
{
    private const int LargestPage = 1_000;

    /// <param name="path">With what is asked for, without limit and cursor.</param>
    /// <param name="items">The member of an answer that has the list.</param>
    /// <returns>At most so many, and whether there are more.</returns>
    public static async Task<(JsonArray Items, bool HasMore)> ReadAsync(Asking asking, string path, string items, int most)
    {
        JsonArray all = [];
        string? cursor = null;
        do
        {
            var limit = Math.Min(LargestPage, most - all.Count);
            var query = $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
            var page = (await asking.Site.GetAsync(path + query, asking.Cancel).ConfigureAwait(false)).Json();
            foreach (var item in page[items] as JsonArray ?? []) all.Add(item?.DeepClone());
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null && all.Count < most);
        return (all, cursor is not null);
    }

    public static List<T> As<T>(this JsonArray items) => Reply.Read<List<T>>(System.Text.Encoding.UTF8.GetBytes(items.ToJsonString()));
}
