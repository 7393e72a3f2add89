using Rhodes.Tests.Shared;
using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>Requests that are drawn of what is known of clients.</summary>
public sealed class ClientProfileTests : IDisposable
{
    private static readonly string Reasoning = Repository.Place("examples", "requests", "reasoning-clients");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The README of the data: in the mean 6.1 a second, and the busiest of 37 clients is 21 % of them.</summary>
    [Fact]
    public void A_day_has_the_rates_that_its_publishers_count()
    {
        var file = ClientProfiles.Draw(Reasoning, 1, double.PositiveInfinity, out _)!;
        Assert.InRange(file.Requests.Count / 86_400.0, 6.0, 6.2);
        var byClient = file.Requests.CountBy(request => request.Client).ToList();
        Assert.Equal(37, byClient.Count);
        Assert.InRange((double)byClient.Max(client => client.Value) / file.Requests.Count, 0.20, 0.22);
        var windows = file.Requests.CountBy(request => (int)(request.Arrival / 600)).Select(window => window.Value / 600.0).Order().ToList();
        Assert.InRange(windows[^1], 25, 26.5);
    }

    [Fact]
    public void A_seed_draws_the_same_and_others_do_not_change_a_clients_requests()
    {
        var first = ClientProfiles.Draw(Reasoning, 1, 7_200, out _)!.Requests;
        Assert.Equal(first, ClientProfiles.Draw(Reasoning, 1, 7_200, out _)!.Requests);
        Assert.NotEqual(first, ClientProfiles.Draw(Reasoning, 2, 7_200, out _)!.Requests);
        foreach (var file in Directory.GetFiles(Reasoning, "chunk-0-*")) File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        var alone = ClientProfiles.Draw(_folder.FullName, 1, 7_200, out _)!.Requests;
        Assert.NotEmpty(alone);
        Assert.Equal(alone, first.Where(request => request.Client == 0));
    }

    [Fact]
    public void Gaps_bunch_as_their_row_says()
    {
        Write("a", "0,10,3,Gamma,0.111111,1\n600,10,0.5,Gamma,4,1\n1200,10,1,Weibull,1,1\n", "{\"0\":{\"input_tokens\":\"{5: 1.0}\",\"output_tokens\":\"{7: 0.5, 9: 0.5}\"}}");
        var requests = ClientProfiles.Draw(_folder.FullName, 1, double.PositiveInfinity, out _)!.Requests;
        Assert.Equal([6_000, 6_000, 6_000], Enumerable.Range(0, 3).Select(window => requests.Count(request => (int)(request.Arrival / 600) == window)));
        Assert.All(new[] { (0, 3.0), (1, 0.5), (2, 1.0) }, each => Assert.InRange(Variation(each.Item1) / each.Item2, 0.9, 1.1));
        Assert.All(requests, request => Assert.True(request.Prompt == 5 && request.Output is 7 or 9));
        Assert.InRange(requests.Count(request => request.Output == 7) / 18_000.0, 0.48, 0.52);

        double Variation(int window)
        {
            var at = requests.Select(request => request.Arrival).Where(arrival => (int)(arrival / 600) == window).ToList();
            var gaps = at.Zip(at.Skip(1), (a, b) => b - a).ToList();
            var mean = gaps.Average();
            return Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean;
        }
    }

    [Theory]
    [InlineData("0,10\n", "{}", "a-trace.csv:1: found 2 fields; expected 6")]
    [InlineData("0,-1,1,Gamma,1,1\n", "{}", "a-trace.csv:1:3: found '-1'; expected requests a second, from 0 to 1,000,000")]
    [InlineData("0,NaN,1,Gamma,1,1\n", "{}", "found 'NaN'; expected requests a second")]
    [InlineData("0,1000000,1,Gamma,1,1\n", "{}", "found 600,000,000 requests in ten minutes; expected at most 10,000,000")]
    [InlineData("0,1,1,Pareto,1,1\n", "{}", "a-trace.csv:1:7: found 'Pareto'; expected Gamma, Weibull or nothing")]
    [InlineData("0,1,1,Gamma,0,1\n", "{}", "found '0'; expected the shape of the gaps, a number above 0")]
    [InlineData("0,1,1,Gamma,1,1\n", "[]", "a-dataset.json: found what is no JSON object, or damaged")]
    [InlineData("0,1,1,Gamma,1,1\n", "{\"x\":{}}", "found the key 'x'; expected the second at which a window starts")]
    [InlineData("0,1,1,Gamma,1,1\n", "{\"0\":{\"input_tokens\":\"{5}\",\"output_tokens\":\"{}\"}}", "found under '0' no input_tokens or output_tokens")]
    [InlineData("0,1,1,Gamma,1,1\n", "{\"0\":{\"input_tokens\":\"{}\",\"output_tokens\":\"{}\"}}", "found no request in the time that was asked for")]
    public void What_is_no_profile_is_told_with_its_place(string trace, string sizes, string told)
    {
        Write("a", trace, sizes);
        Assert.Null(ClientProfiles.Draw(_folder.FullName, 1, double.PositiveInfinity, out var problem));
        Assert.Contains(told, problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_clients_is_told()
    {
        Assert.Null(ClientProfiles.Draw(_folder.FullName, 1, 1, out var problem));
        Assert.Contains("no file with '-trace.csv' in its name", problem!.ToString(), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "a-trace.csv"), "");
        Assert.Null(ClientProfiles.Draw(_folder.FullName, 1, 1, out problem));
        Assert.Contains("a-dataset.json: found no such file", problem!.ToString(), StringComparison.Ordinal);
    }

    private void Write(string client, string trace, string sizes)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, client + "-trace.csv"), trace);
        File.WriteAllText(Path.Combine(_folder.FullName, client + "-dataset.json"), sizes);
    }
}
