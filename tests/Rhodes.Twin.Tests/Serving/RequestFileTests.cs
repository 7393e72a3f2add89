using Rhodes.Tests.Shared;
using Rhodes.Twin.Serving;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>Requests of public traces, and of files that are none.</summary>
public sealed class RequestFileTests
{
    [Fact]
    public void An_hour_of_Azures_conversations_is_what_its_publishers_count()
    {
        var file = RequestFile.Read(Repository.Place("examples", "requests", "azure-conversation-2023.csv.gz"), out _)!;
        Assert.Equal((19_366, 0L, 0), (file.Requests.Count, file.Skipped, file.PieceTokens));
        Assert.Equal((1_155, 211), ((int)Math.Round(file.Requests.Average(request => request.Prompt)), (int)Math.Round(file.Requests.Average(request => request.Output))));
        Assert.InRange(file.Requests[^1].Arrival, 3_500, 3_504);
    }

    /// <summary>34 of 100 of its blocks came before (its README). With memory without end, one after the other, so many tokens are not read again, less the last pieces of prompts, which are not whole.</summary>
    [Fact]
    public void A_third_of_Mooncakes_prompts_came_before()
    {
        var file = RequestFile.Read(Repository.Place("examples", "requests", "mooncake-conversation.jsonl.gz"), out _)!;
        Assert.Equal((5_606, 512), (file.Requests.Count, file.PieceTokens));
        Assert.Equal((12_935, 346), ((int)Math.Round(file.Requests.Average(request => request.Prompt)), (int)Math.Round(file.Requests.Average(request => request.Output))));
        var run = ReplicaRun.Play(new(new(1e-6, 1e-9, 0, 0), 1, 1_000_000, 20_000_000, 16, file.PieceTokens), file.Requests);
        Assert.InRange((double)run.Spared / file.Requests.Sum(request => (long)request.Prompt), 0.32, 0.36);
    }

    [Theory]
    [InlineData("", "found no request with tokens; expected at least one")]
    [InlineData("a,b\n", "f:1: found 'a,b'; expected 'TIMESTAMP,ContextTokens,GeneratedTokens'")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46,3\n", "f:2: found 2 fields; expected 3")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\nyesterday,3,4\n", "f:2:1: found 'yesterday'; expected an instant")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46,-3,4\n", "f:2:21: found '-3'; expected tokens, a whole number from 0")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46,3,NaN\n", "found 'NaN'; expected tokens")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46,0,4\n", "found no request with tokens")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46,3,4\n2023-11-16 18:15:45,3,4\n", "f:3: found an instant before that of the line before it")]
    [InlineData("{\"timestamp\":0,\"input_length\":5}\n", "f:1: found no output_length; expected output_length, a whole number from 0")]
    [InlineData("{\"timestamp\":0,\"input_length\":5,\"output_length\":1e99}\n", "found output_length '1e99'")]
    [InlineData("{\"timestamp\":0,\"input_length\":5,\"output_length\":7,\"hash_ids\":[1.5]}\n", "found hash_ids that are no list of whole numbers")]
    [InlineData("{\"timestamp\":0,\"input_length\":5,\n", "found what is no JSON")]
    [InlineData("{\"timestamp\":0,\"input_length\":5,\"output_length\":7}\n[]\n", "f:2:1: found '[]'; expected a JSON object")]
    public void What_is_no_such_file_is_told_with_its_place(string text, string told)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.Null(RequestFile.Read(path, out var problem));
            Assert.Contains(told, problem!.ToString().Replace(path, "f", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
