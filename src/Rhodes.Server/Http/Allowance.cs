using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rhodes.Server.Http;

/// <summary>What a caller's tenant may still ask in this second, beyond the request that is being answered.</summary>
internal static class Allowance
{
    /// <summary>Counts so many more requests, for one that is worth them.</summary>
    /// <returns>False: they are not there, and none was counted.</returns>
    public static bool TryTake(HttpContext http, int requests)
    {
        try
        {
            using var lease = http.RequestServices.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!.AttemptAcquire(http, requests);
            return lease.IsAcquired;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;   // more than the limiter ever has at once
        }
    }
}
